using EtlMesh.Cli;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using Serilog.Events;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>Two nights of one pipeline at the same time: both begin on one head, one is published, the other is built again on that.</summary>
public sealed class StaleBaseTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly DateOnly Before = new(2026, 2, 28);
    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private readonly Workplace place = new(Workplace.OfTests("visits"));

    private Shell Shell => new() { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = place.Home };

    private string Visits => Path.Combine(place.Pipeline, "sample", "visits.csv");

    // A whole table that reaches beyond the head takes its place; one for an older date is laid over it.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task FirstNights_BothArePublished_WhicheverIsFirst(bool sundayWins, int segments)
    {
        Directory.CreateDirectory(place.Home);
        await using var warehouse = await OpenAsync();

        var heard = await RaceAsync(warehouse, sundayWins);

        await AssertBothAsync(warehouse, heard, sundayWins, ["1 /home 2026-03-02", "2 /cart 2026-03-02"]);
        Assert.Equal((null, segments), ((await warehouse.Releases.ListAsync("visits", default))[^1].Parent, await SegmentsAsync(warehouse)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LaterNights_BothArePublished_WhicheverIsFirst(bool sundayWins)
    {
        Directory.CreateDirectory(place.Home);
        await using var warehouse = await OpenAsync();
        var later = (await File.ReadAllLinesAsync(Visits))[1..];
        await File.WriteAllTextAsync(Visits, "id,page,seen_at\n1,/old,2026-02-28 08:00:00\n3,/old,2026-02-28 09:00:00\n");
        Assert.IsType<RunCompleted>((await FollowAsync(warehouse, Plan(Before)))[^1]);
        await File.WriteAllLinesAsync(Visits, ["id,page,seen_at", .. later, "3,/old,2026-02-28 09:00:00"]);

        var heard = await RaceAsync(warehouse, sundayWins);

        await AssertBothAsync(warehouse, heard, sundayWins, ["1 /home 2026-03-02", "2 /cart 2026-03-02", "3 /old 2026-03-02"]);
        Assert.Equal(3, await SegmentsAsync(warehouse));
    }

    public void Dispose() => place.Dispose();

    private static async Task<int> SegmentsAsync(IWarehouse warehouse) =>
        (await warehouse.Releases.HeadAsync("visits", default))!.Snapshot.Tables.Single().Segments.Count;

    private async Task<List<RunMessage>> RaceAsync(IWarehouse warehouse, bool sundayWins)
    {
        var (sunday, monday) = (Plan(Sunday), Plan(Monday));
        var (winner, loser) = sundayWins ? (sunday, monday) : (monday, sunday);
        return await FollowAsync(new Race(warehouse, winner.RunId, loser.RunId), winner, loser);
    }

    private static async Task AssertBothAsync(IWarehouse warehouse, List<RunMessage> heard, bool sundayWins, string[] rows)
    {
        var (winner, loser) = sundayWins ? (Sunday, Monday) : (Monday, Sunday);
        Assert.Equal(loser, Assert.Single(heard.OfType<BaseStale>()).RunDate);
        var completed = heard.OfType<RunCompleted>().ToDictionary(run => run.RunDate, run => run.Release);
        Assert.Equal([Sunday, Monday], completed.Keys.Order());
        var head = await warehouse.Releases.HeadAsync("visits", default);
        Assert.Equal((completed[loser], completed[winner], Monday), (head!.Id, head.Parent, head.Snapshot.AsOf));

        await using var result = await warehouse.Reader.QueryAsync("select id || ' ' || page || ' ' || as_of from visits.pages order by id", default);
        Assert.Equal(rows, await result.RowsAsync().Select(row => (string)row[0]!).ToListAsync());
    }

    private Task<IWarehouse> OpenAsync() => Warehouses.OpenAsync(Plan(Sunday).Places.Warehouse, Shell, default);

    private NightPlan Plan(DateOnly date) => NightPlan.Make(Options(date), Shell);

    private RunOptions Options(DateOnly date) => new() { Pipeline = place.Pipeline, Date = date, Home = place.Home };

    /// <summary>Runs nights at the same time in this process; everything that was said until all have ended.</summary>
    private async Task<List<RunMessage>> FollowAsync(IWarehouse warehouse, params NightPlan[] nights)
    {
        var objects = new LocalObjectStore(place.Home);
        var bundles = new BundleStore(objects, nights[0].Places.Bundles);
        foreach (var night in nights)
            await bundles.PushAsync(night.Bundle, default);
        using var lakes = EmbeddedLakes.Open(place.Home, nights[0].Places.LakeScratch("visits"), objects, Shell);
        await using var mesh = await EmbeddedMesh.StartAsync(warehouse, objects, bundles, lakes, nights[0].Places, LogEventLevel.Error, Shell, default);
        foreach (var night in nights)
            await mesh.Bus.Publish(night.ToRequest(Options(night.RunDate)));

        var heard = new List<RunMessage>();
        using var bound = new CancellationTokenSource(Bound);
        await foreach (var message in mesh.Events.Messages.ReadAllAsync(bound.Token))
        {
            heard.Add(message);
            if (heard.Count(said => said is RunCompleted or RunBlocked or RunFailed or RunCancelled) == nights.Length)
                break;
        }

        return heard;
    }
}
