namespace EtlMesh.Cli.Tests;

public sealed class WarehousesTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly TestShell shell;

    public WarehousesTests() => shell = new TestShell { Folder = folder.Path };

    private string File => Path.Combine(folder.Path, "warehouse.duckdb");

    [Theory]
    [InlineData(null, 30)]
    [InlineData("", 30)]
    [InlineData("0s", 0)]
    [InlineData("1h30m", 5400)]
    public void Wait_IsHalfAMinuteUnlessTheEnvironmentSaysOtherwise(string? text, int seconds)
    {
        if (text is not null)
            shell.Variables["ETLMESH_WAREHOUSE_WAIT"] = text;

        Assert.Equal(TimeSpan.FromSeconds(seconds), WarehouseWait.Of(shell.Shell));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("30")]
    [InlineData("-5s")]
    public async Task WaitThatIsNoDuration_IsWrongUsage_AndNothingIsStarted(string text)
    {
        shell.Variables["ETLMESH_WAREHOUSE_WAIT"] = text;

        var wrong = await Assert.ThrowsAsync<UsageException>(() => Warehouses.OpenAsync(File, shell.Shell, CancellationToken.None));

        Assert.Equal($"ETLMESH_WAREHOUSE_WAIT={text}: not a duration; write one such as 30s, 15m or 1h30m.", wrong.Message);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Open_RemovesWhatAKilledProcessSpilled()
    {
        folder.Write("warehouse.duckdb.tmp/duckdb_temp_storage_DEFAULT-0.tmp", "rows that did not fit");

        await using var warehouse = await Warehouses.OpenAsync(File, shell.Shell, CancellationToken.None);

        Assert.False(Directory.Exists(File + ".tmp"));
        await using var asked = await warehouse.Reader.QueryAsync("select current_setting('temp_directory')", CancellationToken.None);
        Assert.Equal(File + ".tmp", (await asked.RowsAsync(CancellationToken.None).SingleAsync())[0]);
        Assert.Empty(shell.Error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
