using System.Globalization;
using System.Text.Json;
using EtlMesh.Cli;
using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Source;
using EtlMesh.Nights.Tests.Stories;
using Xunit.Abstractions;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>Thirty nights by the command line on a clock that a test moves: rows late, updated and deleted, a night nobody ran, one blocked, one reverted, one run again, an old date again.</summary>
public sealed class ThirtyNightsTests(PlayedNights played, ITestOutputHelper output) : IClassFixture<PlayedNights>
{
    private IEnumerable<(Night Night, Evidence Evidence)> Nights => played.Evidence.Where(seen => seen.Step is Night).Select(seen => ((Night)seen.Step, seen));

    [Fact]
    public void AfterEveryStep_ReadersSeeWhatTheIndependentComputationSays()
    {
        foreach (var (i, seen) in played.Evidence.Index())
        {
            var (missing, strange) = (seen.ShouldSee.Except(seen.Saw).ToList(), seen.Saw.Except(seen.ShouldSee).ToList());
            Assert.True(
                missing.Count + strange.Count == 0 && seen.Saw.Count == seen.ShouldSee.Count,
                $"Seed {ShopStory.Seed}, step {i + 1}, {seen.Step}: {seen.Saw.Count} lines for {seen.ShouldSee.Count}; missing {string.Join(", ", missing)}; strange {string.Join(", ", strange)}\n{seen.Answer.Out}");
        }

        output.WriteLine(string.Join("\n", played.Evidence.Select((seen, i) => $"{i + 1,3} {seen.Step}: {seen.Answer.Exit}, {seen.Saw.Count} lines, {seen.Bytes} bytes")));
    }

    [Fact]
    public void EveryNight_EndsAsItShould()
    {
        foreach (var (night, seen) in Nights)
        {
            var exit = seen.Should!.Outcome switch { Outcome.Published or Outcome.AlreadyPublished => ExitCodes.Done, Outcome.Blocked => ExitCodes.Blocked, _ => ExitCodes.Failed };
            Assert.True(exit == seen.Answer.Exit, $"{night} should end {seen.Should.Outcome}\n{seen.Answer.Out}\n{seen.Answer.Error}");
        }

        Assert.Equal(
            [Outcome.Published, Outcome.Blocked, Outcome.Held, Outcome.Refused],
            Nights.Select(night => night.Evidence.Should!.Outcome).Distinct());
    }

    [Fact]
    public void HeldPipelineAndOldDate_SayWhatToDo()
    {
        var held = Assert.Single(Nights, night => night.Evidence.Should!.Outcome == Outcome.Held).Evidence.Answer;
        Assert.Contains("Pipeline shop is held by kim: sales look doubled. Run `etlmesh releases resume shop` first.", held.Json.GetProperty("error").GetString()!, StringComparison.Ordinal);
        var refused = Assert.Single(Nights, night => night.Evidence.Should!.Outcome == Outcome.Refused).Evidence.Answer;
        Assert.Contains("--as-of-now", refused.Json.GetProperty("error").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryRecord_IsLoadedQuarantinedOrSkipped_AsCountedByHand()
    {
        foreach (var (night, seen) in Nights.Where(night => night.Evidence.Should!.Outcome is Outcome.Published or Outcome.Blocked))
        {
            var told = seen.Answer.Json.GetProperty("tables").EnumerateArray().ToDictionary(
                table => table.GetProperty("name").GetString()!["shop.".Length..],
                table => new Counts(Count(table, "rows_read"), Count(table, "rows_loaded"), Count(table, "rows_quarantined"), Count(table, "rows_skipped")));
            Assert.Equal(seen.Should!.Counts!.OrderBy(table => table.Key), told.OrderBy(table => table.Key));
            Assert.All(told.Values, counts => Assert.Equal(counts.Read, counts.Loaded + counts.Quarantined + counts.Skipped));
            output.WriteLine($"{night}: {string.Join("; ", told.Select(table => $"{table.Key} {table.Value}"))}");
        }
    }

    [Fact]
    public async Task ReleasesAtTheEnd_TellTheHistory()
    {
        var listed = (await played.Shop.RunAsync("releases", "list", "shop", "--output", "json")).Json.GetProperty("releases").EnumerateArray().Reverse().ToList();
        var numbers = listed.Select((release, i) => (Id: release.GetProperty("id").GetString()!, i)).ToDictionary(release => release.Id, release => (int?)release.i);
        Assert.Equal(
            played.Expected.Releases.Select(release => (release.Kind, release.Date, release.Parent?.Number, release.Target?.Number)),
            listed.Select(release => (
                release.GetProperty("kind").GetString()!,
                DateOnly.Parse(release.GetProperty("run_date").GetString()!, CultureInfo.InvariantCulture),
                NumberOf(release, "parent"),
                NumberOf(release, "target"))));
        Assert.Equal(["night", "revert", "rerun"], listed.Select(release => release.GetProperty("kind").GetString()!).Distinct());

        int? NumberOf(JsonElement release, string name) => release.GetProperty(name).GetString() is { } id ? numbers[id] : null;
    }

    [Fact]
    public async Task WatermarksAtTheEnd_AreTheGreatestThatWereRead()
    {
        var snapshot = await HeadSnapshotAsync();
        foreach (var (name, known) in played.Expected.Head!.Tables.Where(table => table.Value.Hi is not null))
        {
            var hi = snapshot.Single(table => table.GetProperty("table").GetString() == name).GetProperty("hi").GetString()!;
            Assert.Equal(new DateTime(known.Hi!.Value), DateTime.Parse(hi, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Retention_SweptOldNights_AndLeftWhatTheHeadStandsOn()
    {
        var last = ShopStory.DateOf(30);
        var rerun = ShopStory.DateOf(8); // run again in the twentieth night
        Assert.Equal([.. Enumerable.Range(0, 7).Select(daysAgo => last.AddDays(-daysAgo)).Order()], played.Shop.DatesIn("landing").Where(date => date != rerun));

        var kept = (await played.Shop.QueryAsync("select snapshot from etl.releases order by published_at desc")).Take(Shop.KeptReleases)
            .SelectMany(row => Tables(row.GetProperty("snapshot").GetString()!)).SelectMany(Segments).ToHashSet();
        // A night that made a new base loaded deltas, too, which stay as long as its release does.
        kept.UnionWith((await played.Shop.QueryAsync($"select uid from etl.segments where (run_id, attempt) in (select (run_id, attempt) from etl.releases order by published_at desc limit {Shop.KeptReleases})"))
            .Select(row => row.GetProperty("uid").GetString()!));
        var there = (await played.Shop.QueryAsync("select uid from etl.segments")).Select(row => row.GetProperty("uid").GetString()!).ToHashSet();
        Assert.Equal(kept.Order(), there.Order());
        var tables = await played.Shop.QueryAsync("select table_name from duckdb_tables() where schema_name = 'raw__shop'");
        Assert.Equal(kept.Count, tables.Count);

        Assert.Subset(there, (await HeadSnapshotAsync()).SelectMany(Segments).ToHashSet());
        // The first night's rows are in a new base since.
        Assert.Empty(await played.Shop.QueryAsync($"select uid from etl.segments join etl.attempts using (run_id, attempt) where run_date = date '{ShopStory.DateOf(1):yyyy-MM-dd}' and table_name = 'orders'"));
        var candidates = await played.Shop.QueryAsync("select uid from etl.candidates");
        Assert.Equal(Shop.KeptReleases, candidates.Count);
    }

    /// <summary>Each night leaves the segments of its two deltas; candidates, whole tables and failed attempts make room for the next ones.</summary>
    [Fact]
    public void WarehouseFile_GrowsByDeltasOnly()
    {
        const long block = 256 * 1024;
        var sizes = Nights.Where(night => night.Evidence.Should!.Outcome == Outcome.Published).Select(night => night.Evidence.Bytes).ToList();
        var (middle, nights) = (sizes[sizes.Count / 2], sizes.Count - 1 - (sizes.Count / 2));
        output.WriteLine($"{sizes[0]} bytes after the first night, {middle} after half of them, {sizes[^1]} at the end");
        Assert.True(sizes[^1] - middle <= (3 * nights + 4) * block, $"the warehouse grew by {(sizes[^1] - middle) / block} blocks in {nights} nights of two deltas each");
    }

    private static long Count(JsonElement table, string name) => table.GetProperty(name).GetInt64();

    private static IEnumerable<JsonElement> Tables(string snapshot) => JsonDocument.Parse(snapshot).RootElement.GetProperty("tables").EnumerateArray();

    private static IEnumerable<string> Segments(JsonElement table) => table.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("uid").GetString()!);

    private async Task<IReadOnlyList<JsonElement>> HeadSnapshotAsync() =>
        [.. Tables((await played.Shop.QueryAsync("select snapshot from etl.releases join etl.heads on id = release")).Single().GetProperty("snapshot").GetString()!)];
}
