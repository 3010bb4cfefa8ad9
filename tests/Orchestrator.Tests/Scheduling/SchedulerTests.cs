using EtlMesh.Orchestrator.Scheduling;
using EtlMesh.Orchestrator.Tests.Catalog;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.Scheduling;

/// <summary>Every due run once: with several orchestrators, across restarts, and whatever the clock does.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class SchedulerTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task PushedPipeline_StartsWithItsNextNight()
    {
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);

        Assert.Equal(0, await orchestrator.TickAsync());
        clock.Now = clock.Now.AddHours(14);
        Assert.Equal(1, await orchestrator.TickAsync());
        Assert.Equal(0, await orchestrator.TickAsync());

        Assert.Equal(["2026-11-20 nightly"], await orchestrator.AskedAsync());
        var shown = await orchestrator.ShowAsync("shop");
        Assert.Equal((Instant("2026-11-21T01:30Z"), Instant("2026-11-22T01:30Z")), (shown.LastDue, shown.NextDue));
    }

    [Fact]
    public async Task TwoOrchestrators_OneOfThemStoppedInTurn_StartEveryDueRunOnce()
    {
        var connection = await database.CreateAsync();
        var clock = new SetClock("2026-11-20T12:00Z");
        using var pipeline = new TestPipeline().With("30 2 * * *", "* * * * *");
        var (one, two) = (await ScheduleHost.StartAsync(connection, clock), await ScheduleHost.StartAsync(connection, clock));
        await one.PushAsync(pipeline);

        var started = 0;
        for (var minute = 0; minute < 60; minute++)
        {
            clock.Now = clock.Now.AddMinutes(1);
            switch (minute % 3)
            {
                case 0: // both at once
                    started += (await Task.WhenAll(one.TickAsync(), two.TickAsync())).Sum();
                    break;
                case 1: // one is killed, and comes back as another process
                    await one.DisposeAsync();
                    started += await two.TickAsync();
                    one = await ScheduleHost.StartAsync(connection, clock);
                    break;
                default:
                    await two.DisposeAsync();
                    started += await one.TickAsync();
                    two = await ScheduleHost.StartAsync(connection, clock);
                    break;
            }
        }

        started += await one.TickAsync();
        var asked = await one.AskedAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
        Assert.Equal(Enumerable.Range(1, 60).Select(minute => $"2026-11-19 {Instant("2026-11-20T12:00Z").AddMinutes(minute):yyyy-MM-dd'T'HH:mm'Z'}"), asked);
        Assert.Equal(60, started);
    }

    [Theory]
    [InlineData("2026-03-28T00:00Z", 3)] // summer time begins on the 29th
    [InlineData("2026-10-24T00:00Z", 3)] // and ends on the 25th
    [InlineData("2028-02-28T00:00Z", 3)] // leap day
    public async Task ClockThatIsAnHourOffAndBack_GivesEachDateOneRun(string from, int days)
    {
        var clock = new SetClock(from);
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);
        var first = DateOnly.FromDateTime(clock.Now.UtcDateTime).AddDays(-1);

        for (var quarter = 0; quarter < (days * 96) - 8; quarter++)
        {
            var real = clock.Now = clock.Now.AddMinutes(15);
            foreach (var wrong in new[] { 0, 1, -1, 0 })
            {
                clock.Now = real.AddHours(wrong);
                await orchestrator.TickAsync();
            }

            clock.Now = real;
        }

        Assert.Equal(Enumerable.Range(0, days).Select(day => $"{first.AddDays(day):yyyy-MM-dd} nightly"), await orchestrator.AskedAsync());
    }

    [Fact]
    public async Task NightsMissed_AreStartedTheOldestFirst()
    {
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);

        clock.Now = clock.Now.AddDays(3);
        await orchestrator.TickAsync();

        Assert.Equal(["2026-11-20 nightly", "2026-11-21 nightly", "2026-11-22 nightly"], await orchestrator.AskedAsync());
        Assert.Empty((await orchestrator.ShowAsync("shop")).MissedNights);
    }

    [Fact]
    public async Task NightsMissed_AreReportedWhenThePipelineSaysSo()
    {
        var connection = await database.CreateAsync();
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(connection, clock);
        using var pipeline = new TestPipeline().With("missed: start", "missed: report");
        await orchestrator.PushAsync(pipeline);

        clock.Now = clock.Now.AddDays(2);
        await orchestrator.TickAsync();

        Assert.Empty(await orchestrator.AskedAsync());
        Assert.Equal([new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 21)], (await orchestrator.ShowAsync("shop")).MissedNights.Select(night => night.RunDate));
        Assert.Equal(2, (await OrchestratorDatabase.ReadAsync(connection, db => db.Audit.Where(row => row.Action == "runs.missed" && row.Actor == "schedule"))).Count);
        Assert.Equal(2, orchestrator.Log.Lines.Count(line => line.Contains("was missed", StringComparison.Ordinal)));

        clock.Now = Instant("2026-11-23T01:31Z");
        await orchestrator.TickAsync();
        Assert.Equal(["2026-11-22 nightly"], await orchestrator.AskedAsync());
    }

    [Fact]
    public async Task NightsMissedLongAgo_AreOnlyReported()
    {
        var clock = new SetClock("2026-11-01T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);

        clock.Now = clock.Now.AddDays(30);
        await orchestrator.TickAsync();

        Assert.Equal(Enumerable.Range(24, 7).Select(day => $"2026-11-{day} nightly"), await orchestrator.AskedAsync());
        Assert.Equal(23, (await orchestrator.ShowAsync("shop")).MissedNights.Count);
    }

    [Fact]
    public async Task MissedRunsOfABusySchedule_AreMadeUpForByTheLastOfEachDate()
    {
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline().With("30 2 * * *", "0 * * * *").With("Europe/Berlin", "UTC");
        await orchestrator.PushAsync(pipeline);

        clock.Now = clock.Now.AddHours(30.01); // 18:00 of the next day is on time
        await orchestrator.TickAsync();

        Assert.Equal(["2026-11-19 2026-11-20T23:00Z", "2026-11-20 2026-11-21T17:00Z", "2026-11-20 2026-11-21T18:00Z"], await orchestrator.AskedAsync());
    }

    [Fact]
    public async Task PausedSchedule_StartsNothingAndMissesNothing()
    {
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);
        await orchestrator.PauseAsync("shop");

        clock.Now = clock.Now.AddDays(2);
        await orchestrator.TickAsync();
        Assert.Null((await orchestrator.ShowAsync("shop")).NextDue);
        await orchestrator.ResumeAsync("shop");
        await orchestrator.TickAsync();
        Assert.Empty(await orchestrator.AskedAsync());

        clock.Now = clock.Now.AddDays(1);
        await orchestrator.TickAsync();
        Assert.Equal(["2026-11-22 nightly"], await orchestrator.AskedAsync());
        Assert.Empty((await orchestrator.ShowAsync("shop")).MissedNights);
    }

    [Fact]
    public async Task ChangedSchedule_BeginsWithThePush_AndADateHasStillOneRun()
    {
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(await database.CreateAsync(), clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);
        clock.Now = Instant("2026-11-21T02:00Z"); // the night of 01:30Z is due, and the old schedule's
        await orchestrator.PushAsync(pipeline.With("30 2", "0 4"));
        Assert.Equal(["2026-11-20 nightly"], await orchestrator.AskedAsync());

        clock.Now = Instant("2026-11-21T03:01Z"); // the date has its run
        await orchestrator.TickAsync();
        Assert.Equal(["2026-11-20 nightly"], await orchestrator.AskedAsync());

        clock.Now = Instant("2026-11-22T03:01Z");
        await orchestrator.TickAsync();
        Assert.Equal(["2026-11-20 nightly", "2026-11-21 nightly"], await orchestrator.AskedAsync());
    }

    [Fact]
    public async Task NewModels_LeaveTheScheduleWhereItIs()
    {
        var connection = await database.CreateAsync();
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(connection, clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);
        clock.Now = Instant("2026-11-21T01:31Z");

        var changed = await orchestrator.PushAsync(pipeline.Write("models/more.sql", "select 1 as one\n"));
        await orchestrator.TickAsync();

        Assert.Equal(["2026-11-20 nightly"], await orchestrator.AskedAsync());
        Assert.Equal([changed.Hash], (await OrchestratorDatabase.ReadAsync(connection, db => db.Pipelines)).Select(row => row.Bundle));
    }

    [Fact]
    public async Task PipelineThatCannotBeRead_HoldsNoOtherUp()
    {
        var connection = await database.CreateAsync();
        var clock = new SetClock("2026-11-20T12:00Z");
        await using var orchestrator = await ScheduleHost.StartAsync(connection, clock);
        using var pipeline = new TestPipeline();
        await orchestrator.PushAsync(pipeline);
        await orchestrator.PushAsync(pipeline.With("name: shop", "name: bakery"));
        await using (var db = OrchestratorDatabase.Open(connection))
        {
            (await db.Pipelines.FindAsync("bakery"))!.Definition = "name: [";
            await db.SaveChangesAsync();
        }

        clock.Now = Instant("2026-11-21T01:31Z");
        await orchestrator.TickAsync();

        Assert.Equal(["2026-11-20 nightly"], await orchestrator.AskedAsync());
        Assert.Contains(orchestrator.Log.Lines, line => line.Contains("bakery", StringComparison.Ordinal));
        Assert.Empty(await OrchestratorDatabase.ReadAsync(connection, db => db.DueNights.Where(night => night.Pipeline == "bakery")));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
