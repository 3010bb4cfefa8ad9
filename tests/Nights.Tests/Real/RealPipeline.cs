using EtlMesh.Contracts;
using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Source;
using EtlMesh.Nights.Tests.Stories;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>The pipeline of a story on the real parts of the services, without a bus.</summary>
internal sealed class RealPipeline(Home home, string name, TimeZoneInfo zone, int deltas)
{
    /// <summary>Few, so that sweeps have something to sweep.</summary>
    public const int KeptReleases = 4;

    private readonly Dictionary<string, string> bundles = [];

    /// <summary>Starts the night, and once more when it is killed.</summary>
    public async Task<RealNight> NightAsync(Night night, IReadOnlyList<SourceTable> tables)
    {
        home.Clock.MoveTo(night.Now);
        foreach (var table in tables)
            await table.DeliverAsync(home.SourceFolder);
        if (night.KilledAt is { } boundary)
        {
            var before = await ReleasesAsync();
            if (await StrikeAsync(boundary, night, tables) is { } undisturbed)
                return undisturbed;
            await home.RestartAsync();
            bundles.Clear();
            var published = await ReleasesAsync() > before;
            var ended = await RunAsync(night with { Again = night.Again && !published }, tables, null);
            return ended with { PublishedWhenKilled = published };
        }

        if (night.KilledAfter is { } part)
        {
            try
            {
                return await RunAsync(night, tables, part);
            }
            catch (KilledException)
            {
                await home.RestartAsync();
                night = part == Part.Publish ? night with { Again = false } : night;
            }
        }

        return await RunAsync(night, tables, null);
    }

    /// <summary>What the sweep after every run does.</summary>
    public Task SweepAsync() => home.Warehouse.Releases.SweepAsync(new SweepSpec { Pipeline = name, KeepReleases = KeptReleases, KeepFailed = TimeSpan.FromDays(1) }, CancellationToken.None);

    /// <returns>Null when there is nothing to go back to, or it was swept.</returns>
    public async Task<PublishState?> RevertAsync(DateTimeOffset now)
    {
        home.Clock.MoveTo(now);
        var releases = await home.Warehouse.Releases.ListAsync(name, CancellationToken.None);
        if (releases.Count == 0 || Cli.KnownReleases.Before(releases) is not { } target)
            return null;
        var outcome = await home.Warehouse.Releases.RevertAsync(
            new RevertSpec { Release = Uid.New(), Pipeline = name, Target = target, Parent = releases.Single(release => release.IsHead).Id, Actor = "a story", Reason = "told so" }, CancellationToken.None);
        return outcome.State;
    }

    public Task<bool> ResumeAsync(DateTimeOffset now)
    {
        home.Clock.MoveTo(now);
        return home.Warehouse.Releases.ResumeAsync(name, "a story", CancellationToken.None);
    }

    /// <summary>What readers see of a table, a line a row, sorted.</summary>
    public async Task<IReadOnlyList<string>> SeenAsync(TableShape shape, bool hasNote, DateOnly asOf)
    {
        string[] columns =
        [
            "id",
            "part",
            .. shape.Watermark == WatermarkKind.None ? [] : new[] { shape.Watermark == WatermarkKind.Instant ? "epoch(changed)::bigint" : "changed" },
            "amount",
            .. hasNote ? new[] { "note" } : [],
        ];
        var line = string.Join(", ", columns.Select(column => $"coalesce({column}::varchar, 'NULL')"));
        var stranger = FormattableString.Invariant($"case when as_of = date '{asOf:yyyy-MM-dd}' then null else 'as of ' || as_of end");
        await using var result = await home.Warehouse.Reader.QueryAsync($"select concat_ws('|', {line}, {stranger}) from {name}.{shape.Name}", CancellationToken.None);
        return [.. (await result.RowsAsync().ToListAsync()).Select(row => (string)row[0]!).Order(StringComparer.Ordinal)];
    }

    private async Task<int> ReleasesAsync() => (await home.Warehouse.Releases.ListAsync(name, CancellationToken.None)).Count;

    /// <returns>How the night ended; null when it was killed.</returns>
    private async Task<RealNight?> StrikeAsync(int boundary, Night night, IReadOnlyList<SourceTable> tables)
    {
        using var strike = new Strike(boundary, home.Kill);
        try
        {
            var ended = await RunAsync(night, tables, null);
            return strike.Fell ? null : ended;
        }
        catch (Exception) when (strike.Fell)
        {
            // Whatever the dead process still does, it does to what nobody opens again.
            return null;
        }
    }

    private async Task<RealNight> RunAsync(Night night, IReadOnlyList<SourceTable> tables, Part? killedAfter)
    {
        var bundle = await PushAsync(tables, night.GateShut);
        var opening = await home.Warehouse.Attempts.OpenAsync(
            new AttemptRequest { RunId = RunId.Of(name, night.Date), Pipeline = name, RunDate = night.Date, Key = RunId.Nightly, BundleHash = bundle, Again = night.Again }, CancellationToken.None);
        if (opening.Declined is { } declined)
            return new RealNight(declined == DeclineReason.Held ? Outcome.Held : Outcome.AlreadyPublished, new Dictionary<string, Counts>(), opening.Detail);

        var attempt = new RealAttempt(home, name, night, bundle, opening, killedAfter, new CompactionPolicy { Deltas = deltas, AtLeast = 1, Share = deltas });
        try
        {
            return await attempt.RunAsync([.. tables.Select(table => table.Shape.Name)], overtaker => RunAsync(overtaker, tables, null));
        }
        catch (TerminalEtlException refusal)
        {
            await attempt.CompensateAsync();
            return new RealNight(Outcome.Refused, new Dictionary<string, Counts>(), refusal.Message);
        }
    }

    /// <returns>The bundle's hash.</returns>
    private async Task<string> PushAsync(IReadOnlyList<SourceTable> tables, bool gateShut)
    {
        var files = PipelineFiles.Of(name, home.SourceFolder, zone, tables.Select(table => table.Shape), gateShut);
        if (bundles.TryGetValue(files["pipeline.yml"], out var known))
            return known;
        var folder = Path.Combine(home.Root, "pipelines", Uid.New());
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(folder, path), text);
        }

        var bundle = BundleBuilder.Build(folder);
        await home.Bundles.PushAsync(bundle, CancellationToken.None);
        return bundles[files["pipeline.yml"]] = bundle.Hash;
    }
}
