using System.Globalization;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>Commands that want the warehouse while a night has it.</summary>
public sealed class SharedWarehouseTests : IDisposable
{
    private const string FirstDay = "2026-03-01";
    private const string SecondDay = "2026-03-02";
    private const string Balances = "select * from one_table.accounts order by account";

    private readonly Workplace place = new(Workplace.OfTests("one-table"));

    [Fact]
    public async Task SecondRun_ThatHasNoPatience_NamesTheProcess_AndNothingIsLost()
    {
        using var first = await HeldNightAsync();
        place.Environment["ETLMESH_WAREHOUSE_WAIT"] = "0s";

        var text = await place.RunAsync("run", place.Pipeline, "--date", SecondDay);
        var json = await place.NightAsync(SecondDay);
        var query = await place.RunAsync("query", "select 1");
        var queryJson = await place.RunAsync("query", "select 1", "--output", "json");
        var releasesJson = await place.RunAsync("releases", "list", "--output", "json");

        var owner = string.Create(CultureInfo.InvariantCulture, $"process {first.ProcessId} has it open");
        Assert.All(
            [text.ExpectExit(1).Output, json.ExpectExit(1).Json.GetProperty("error").GetString()!, query.ExpectExit(1).Errors,
                queryJson.ExpectExit(1).Json.GetProperty("error").GetString()!, releasesJson.ExpectExit(1).Json.GetProperty("error").GetString()!],
            said =>
            {
                Assert.Contains(owner, said, StringComparison.Ordinal);
                Assert.Contains("Wait until that process has ended, or end it; then try again.", said, StringComparison.Ordinal);
            });
        Assert.Equal("Failed", json.Json.GetProperty("state").GetString());
        first.Signal("CONT");
        (await first.EndAsync()).ExpectExit(0);
        (await place.NightAsync(SecondDay)).ExpectExit(0);
        await BothNightsAreThereAsync();
    }

    [Fact]
    public async Task SecondRun_ThatWaits_GoesOnWhenTheFirstIsDone()
    {
        using var first = await HeldNightAsync();
        place.Environment["ETLMESH_WAREHOUSE_WAIT"] = "2m";

        using var second = place.Start("run", place.Pipeline, "--date", SecondDay, "--output", "json");
        var waiting = await second.ErrorLineAsync("etlmesh: ");
        first.Signal("CONT");

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"etlmesh: process {first.ProcessId} has the warehouse {place.Home}/warehouse.duckdb open; waiting up to 2m (ETLMESH_WAREHOUSE_WAIT)."),
            waiting);
        (await first.EndAsync()).ExpectExit(0);
        Assert.Equal("Completed", (await second.EndAsync()).ExpectExit(0).Json.GetProperty("state").GetString());
        await BothNightsAreThereAsync();
    }

    [Fact]
    public async Task SameNightTwice_IsPublishedOnce()
    {
        using var first = await HeldNightAsync();
        place.Environment["ETLMESH_WAREHOUSE_WAIT"] = "2m";

        using var second = place.Start("run", place.Pipeline, "--date", FirstDay, "--output", "json");
        await second.ErrorLineAsync("etlmesh: ");
        first.Signal("CONT");

        var release = (await first.EndAsync()).ExpectExit(0).Json.GetProperty("release").GetProperty("id").GetString();
        Assert.Equal(release, (await second.EndAsync()).ExpectExit(0).Json.GetProperty("release").GetProperty("id").GetString());
        Assert.Equal([$$"""{"run_date":"{{FirstDay}}","attempt":1,"state":"completed"}"""], await AttemptsAsync());
    }

    [Fact]
    public async Task Readers_ThatWait_SeeTheNightThatWasUnderWay()
    {
        using var first = await HeldNightAsync();
        place.Environment["ETLMESH_WAREHOUSE_WAIT"] = "2m";

        using var query = place.Start("query", Balances, "--output", "json");
        using var releases = place.Start("releases", "list", "--output", "json");
        await query.ErrorLineAsync("etlmesh: ");
        await releases.ErrorLineAsync("etlmesh: ");
        first.Signal("CONT");

        (await first.EndAsync()).ExpectExit(0);
        Assert.Equal(3, (await query.EndAsync()).ExpectExit(0).Json.GetArrayLength());
        Assert.Equal(1, (await releases.EndAsync()).ExpectExit(0).Json.GetProperty("releases").GetArrayLength());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task RunThatWaits_CanBeInterrupted(string signal)
    {
        using var first = await HeldNightAsync();
        place.Environment["ETLMESH_WAREHOUSE_WAIT"] = "2m";
        using var second = place.Start("run", place.Pipeline, "--date", SecondDay, "--output", "json");
        await second.ErrorLineAsync("etlmesh: ");

        second.Signal(signal);

        var ended = (await second.EndAsync()).ExpectExit(130).Json;
        Assert.Equal("Cancelled", ended.GetProperty("state").GetString());
        first.Signal("CONT");
        (await first.EndAsync()).ExpectExit(0);
    }

    public void Dispose() => place.Dispose();

    /// <summary>A night that is held in the middle of its load, and goes on with SIGCONT.</summary>
    private async Task<RunningCommand> HeldNightAsync()
    {
        place.Environment["ETLMESH_FAULT"] = "pause@start:segment.commit";
        var night = place.Start("run", place.Pipeline, "--date", FirstDay, "--output", "json");
        place.Environment.Remove("ETLMESH_FAULT");
        Assert.Contains("segment.commit", await night.FaultInFlightAsync(), StringComparison.Ordinal);
        return night;
    }

    private Task<IReadOnlyList<string>> AttemptsAsync() => place.QueryAsync("select run_date, attempt, state from etl.attempts order by 1, 2");

    private async Task BothNightsAreThereAsync()
    {
        Assert.Equal(
            ["""{"account":1,"balance":10.00}""", """{"account":2,"balance":20.50}""", """{"account":3,"balance":-3.25}"""],
            await place.QueryAsync(Balances));
        Assert.Equal(
            [$$"""{"run_date":"{{FirstDay}}","attempt":1,"state":"completed"}""", $$"""{"run_date":"{{SecondDay}}","attempt":1,"state":"completed"}"""],
            await AttemptsAsync());
        Assert.Equal(["""{"releases":2}"""], await place.QueryAsync("select count(*) as releases from etl.releases"));
    }
}
