namespace EtlMesh.Cli.Tests;

public sealed class InitCommandTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly TestShell shell;

    public InitCommandTests() => shell = new TestShell { Folder = folder.Path };

    [Fact]
    public async Task NewPipeline_IsSoundAsItIs()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "corner-shop-2"));

        var read = PipelineCheck.Read(Path.Combine(folder.Path, "pipelines", "corner-shop-2"), null, shell.Shell);
        Assert.Empty(read.Problems);
        Assert.Equal("corner-shop-2", read.Definition!.Name);
        Assert.Equal("corner_shop_2", read.Project!.Name);
        Assert.Equal(["revenue_by_day", "stg_orders"], read.Project.Models.Select(model => model.Name));
        Assert.Equal(7, read.Project.Checks.Count);
    }

    [Fact]
    public async Task NewPipeline_IsToldWithTheNextCommands()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "corner-shop"));

        Assert.Equal(
            """
            Made pipelines/corner-shop:
              dbt_project.yml
              models/marts/revenue_by_day.sql
              models/schema.yml
              models/staging/stg_orders.sql
              pipeline.yml
              sample/orders.csv
              tests/assert_orders_bring_revenue.sql

            Next:
              etlmesh validate corner-shop
              etlmesh run corner-shop
              etlmesh query "select * from corner_shop.revenue_by_day order by day"

            """,
            shell.Out.ToString());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
            text => text.Contains("my-pipeline", StringComparison.Ordinal) || text.Contains("my_pipeline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExistingFolder_IsLeftAsItIs()
    {
        folder.Write("pipelines/corner-shop/notes.txt", "mine");

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("init", "corner-shop"));
        Assert.Equal(
            "etlmesh: init corner-shop: pipelines/corner-shop exists already and is left as it is; choose another name, or remove it first.\n",
            shell.Error.ToString());
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "pipelines/corner-shop")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("Corner")]
    [InlineData("corner_shop")]
    [InlineData("../corner")]
    [InlineData("a/b")]
    [InlineData("etl")]
    [InlineData("")]
    [InlineData("a\nwarehouse: duckdb:/elsewhere")]
    [InlineData("a-name-of-more-than-thirty-two-letters")]
    public async Task BadName_MakesNothing(string name)
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("init", name));
        Assert.StartsWith($"etlmesh: init {name}: ", shell.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("use lowercase letters, digits and single `-`", shell.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    public void Dispose() => folder.Dispose();
}
