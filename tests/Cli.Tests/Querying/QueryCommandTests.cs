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
    [InlineData("postgres://db/nights")]
    [InlineData("nights.duckdb")]
    public async Task WarehouseOfAnotherKind_IsRefused(string url)
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("query", "select 1", "--warehouse", url));
        Assert.Equal("etlmesh: the warehouse is no DuckDB file, and only that can be used without servers; write duckdb or duckdb:path.\n", shell.Error.ToString());
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
