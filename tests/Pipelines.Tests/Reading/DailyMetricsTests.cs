namespace EtlMesh.Pipelines.Tests;

public sealed class DailyMetricsTests
{
    [Fact]
    public void ThePipelineOfTheRepository_HasNoProblem()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "EtlMesh.sln")))
        {
            root = root.Parent;
        }

        var result = PipelineFile.Read(PipelineLocator.Find("daily-metrics", root!.FullName), _ => null);

        Assert.Empty(result.Problems);
        Assert.Equal(["orders", "customers", "events", "refunds"], result.Definition!.Sources.Single().Tables.Select(t => t.Name));
    }
}
