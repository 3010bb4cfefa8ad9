namespace EtlMesh.Cli.Tests;

public sealed class QueryCommandTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly TestShell shell;

    public QueryCommandTests() => shell = new TestShell { Folder = folder.Path };

    [Fact]
    public async Task WithoutAWarehouse_SaysWhereItLooked()
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("query", "select 1"));
        Assert.Equal(
            $"etlmesh: there is no warehouse at {folder.Path}/.etlmesh/warehouse.duckdb; run a pipeline first, or name another place by --home or --warehouse.\n",
            shell.Error.ToString());
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".etlmesh")));
    }

    [Theory]
    [InlineData("mysql://db/nights")]
    [InlineData("nights.duckdb")]
    public async Task WarehouseOfAnotherKind_IsRefused(string url)
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("query", "select 1", "--warehouse", url));
        Assert.Equal("etlmesh: the warehouse is no DuckDB file; write duckdb or duckdb:path, or, for a command that only asks, postgres://… or mesh.\n", shell.Error.ToString());
    }

    [Fact]
    public async Task MeshThatIsNotThere_IsTold()
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("query", "select 1", "--warehouse", "mesh"));
        Assert.Equal($"etlmesh: there is no mesh in {folder.Path}/.etlmesh; start one by `etlmesh up`, or name its home by --home.\n", shell.Error.ToString());
    }

    [Fact]
    public async Task ServerThatIsAway_IsTold_WithoutItsPassword()
    {
        var port = LoopbackPorts.Free(null, []);
        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("query", "select 1", "--warehouse", $"postgres://reader:canary@127.0.0.1:{port}/nights"));
        Assert.DoesNotContain("canary", shell.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "/home/nights/warehouse.duckdb")]
    [InlineData("duckdb", "/home/nights/warehouse.duckdb")]
    [InlineData("duckdb:mine.duckdb", "/data/mine.duckdb")]
    [InlineData("duckdb:/other/mine.duckdb", "/other/mine.duckdb")]
    public void WarehouseFile_IsTheHomesUnlessAPathIsGiven(string? address, string expected) =>
        Assert.Equal(expected, WarehouseFile.Of(address, "/home/nights", "/data"));

    public void Dispose() => folder.Dispose();
}
