using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Tests.Catalog;

/// <summary>A small pipeline's folder.</summary>
public sealed class TestPipeline : IDisposable
{
    private const string Sound =
        """
        name: shop
        schedule: { cron: "30 2 * * *", timezone: Europe/Berlin, missed: start }
        sources:
          shop:
            connection: "files:sample"
            tables:
              - { name: orders, path: orders.csv, key: id }
        warehouse: ${WAREHOUSE_URL:-duckdb}
        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("etlmesh-pipeline-").FullName;

    public TestPipeline()
    {
        Write(PipelineFile.Name, Sound);
        Write("dbt_project.yml", "name: shop\nversion: \"1.0\"\n");
        Write("models/revenue.sql", "select id from {{ source('shop', 'orders') }}\n");
    }

    /// <summary>Changes the pipeline file.</summary>
    public TestPipeline With(string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(Folder, PipelineFile.Name));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Write(PipelineFile.Name, text.Replace(from, to, StringComparison.Ordinal));
        return this;
    }

    public TestPipeline Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public Bundle Build() => BundleBuilder.Build(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
