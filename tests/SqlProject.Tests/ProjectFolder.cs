using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject.Tests;

/// <summary>A dbt project in a folder of its own that is gone after the test.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlproject-").FullName;

    public ProjectFolder(string projectFile = "name: shop\n") => With("dbt_project.yml", projectFile);

    public Dictionary<string, string> Environment { get; } = [];

    public Dictionary<string, object?> Vars { get; } = [];

    public string FolderInPipeline { get; init; } = ".";

    public ProjectTarget Target { get; init; } = new();

    public ProjectFolder With(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public ProjectFolder Without(string path)
    {
        File.Delete(Path.Combine(_folder, path));
        return this;
    }

    public ProjectFolder Model(string name, string sql) => With($"models/{name}.sql", sql);

    public SqlProjectResult Read() => ProjectReader.Read(_folder, new ProjectSettings
    {
        Pipeline = "daily-shop",
        Vars = Vars,
        Sources = [new SourceTable("raw", "orders"), new SourceTable("raw", "customers")],
        Environment = name => Environment.GetValueOrDefault(name),
        RunDate = new DateOnly(2026, 11, 20),
        FolderInPipeline = FolderInPipeline,
        Target = Target,
    });

    /// <summary>The project, which must be sound.</summary>
    public SqlProject Project()
    {
        var result = Read();
        Assert.Empty(result.Problems);
        return result.Project!;
    }

    public CompiledProject Compile(string? select = null, string? exclude = null) =>
        ProjectCompiler.Compile(Project(), new CandidateNames("daily-shop", "u1"), select, exclude);

    /// <summary>The SQL of one model.</summary>
    public string Sql(string model) => Compile().Models.Single(m => m.Name == model).Sql;

    /// <summary>The one problem that the project has.</summary>
    public string Problem() => Assert.Single(Read().Problems).ToString();

    public string[] Problems() => [.. Read().Problems.Select(p => p.ToString())];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
