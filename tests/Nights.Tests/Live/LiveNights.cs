using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Nights.Tests.Real;
using EtlMesh.Nights.Tests.Stories;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Nights.Tests.Live;

/// <summary>Nights of a table that is being written: late transactions, deletions, changed columns, kills, tables anew, new bases. Only the seed decides what happens; the moments are real.</summary>
internal sealed class LiveNights(LiveSource source, Home home, string urlVariable, int seed)
{
    private const string Pipeline = "live";
    private const int Rows = 60;

    private readonly Random random = new(seed);
    private readonly List<LiveTransaction> open = [];
    private readonly DateOnly first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    private string bundle = "";
    private long amount;
    private int night;

    /// <summary>What happened, by kind.</summary>
    public SortedDictionary<string, int> Told { get; } = [];

    /// <summary>Runs nights; after each, readers see every row that was settled when the night looked.</summary>
    public async Task RunAsync(int nights)
    {
        bundle = await PushAsync();
        for (night = 1; night <= nights; night++)
        {
            await WriteAsync();
            await ChangeColumnsAsync();
            await NightAsync();
            await ExpectSettledAsync();
            await EndAsync(transaction => transaction.Until <= night);
        }

        await EndAsync(_ => true);
        // A window ends a little before now: nights go on until one has seen the last write.
        for (var seen = false; !seen; night++)
        {
            await NightAsync();
            seen = (await source.RowsAsync($"select id from orders where changed >= {Literal((await TableAsync()).Window!.Until!)}")).Count == 0;
        }

        Assert.Equal(
            await source.RowsAsync("select id, amount from orders where not gone order by id"),
            await SeenAsync());
    }

    private async Task WriteAsync()
    {
        var locked = open.SelectMany(transaction => transaction.Ids).ToHashSet();
        var free = Enumerable.Range(1, Rows).Where(id => !locked.Contains(id)).ToArray();
        random.Shuffle(free);
        var now = free.Take(random.Next(1, 8)).ToList();
        await source.ExecuteAsync(string.Concat(now.Select(Change)));
        Tell("rows written", now.Count);
        if (open.Count >= 3 || random.Next(2) == 0)
            return;
        var ids = free.Skip(now.Count).Take(random.Next(1, 4)).ToList();
        var begun = await source.BeginAsync(string.Concat(ids.Select(Change)));
        open.Add(new Late(begun) { Ids = ids, Until = night + random.Next(3) });
        // Rows that are written and committed after it began: no later one hides them.
        await source.ExecuteAsync(string.Concat(free.Skip(now.Count + ids.Count).Take(2).Select(Change)));
        Tell("late transactions");
    }

    private string Change(int id) => source.Write(id, ++amount, gone: random.Next(5) == 0);

    /// <summary>Only when nobody writes, for whoever changes a table waits for those.</summary>
    private async Task ChangeColumnsAsync()
    {
        var change = night switch
        {
            10 => "alter table orders add note varchar(20)",
            20 => "alter table orders drop column note",
            30 => source is LivePostgres ? "alter table orders alter amount type bigint" : "alter table orders modify amount bigint not null",
            _ => null,
        };
        if (change is null)
            return;
        await EndAsync(_ => true);
        await source.ExecuteAsync(change);
        Tell("columns changed");
    }

    private async Task NightAsync()
    {
        home.Clock.MoveTo(TimeProvider.System.GetUtcNow());
        var step = new Night { Now = home.Clock.GetUtcNow(), Date = first.AddDays(night), FullRefresh = random.Next(15) == 0 };
        if (random.Next(5) == 0)
        {
            try
            {
                await AttemptAsync(step, (Part)random.Next(5));
            }
            catch (KilledException)
            {
                await home.RestartAsync();
                Tell("kills");
            }
        }

        await AttemptAsync(step, null);
        await home.Warehouse.Releases.SweepAsync(new SweepSpec { Pipeline = Pipeline, KeepReleases = 3, KeepFailed = TimeSpan.Zero }, CancellationToken.None);
        Tell(step.FullRefresh ? "nights anew" : "nights");
    }

    private async Task AttemptAsync(Night step, Part? killedAfter)
    {
        var opening = await home.Warehouse.Attempts.OpenAsync(
            new AttemptRequest { RunId = RunId.Of(Pipeline, step.Date), Pipeline = Pipeline, RunDate = step.Date, Key = RunId.Nightly, BundleHash = bundle }, CancellationToken.None);
        Assert.Null(opening.Declined);
        var ended = await new RealAttempt(home, Pipeline, step, bundle, opening, killedAfter, new CompactionPolicy { Deltas = 3, AtLeast = 1, Share = 2 })
            .RunAsync(["orders"], _ => throw new InvalidOperationException("nobody overtakes here"));
        Assert.Equal(Expected.Outcome.Published, ended.Outcome);
    }

    private async Task ExpectSettledAsync()
    {
        var table = await TableAsync();
        if (table.Segments.Count == 1)
            Tell("single segments");
        var until = table.Window!.Until!;
        var literal = Literal(until);
        var seen = (await SeenAsync()).ToHashSet(StringComparer.Ordinal);
        foreach (var row in await source.RowsAsync($"select id, amount from orders where not gone and changed < {literal}"))
            Assert.True(seen.Contains(row), $"Seed {seed}, night {night}: the source has {row}, settled before {until}; readers see {string.Join(' ', seen.Where(line => line.StartsWith(row.Split('|')[0] + "|", StringComparison.Ordinal)))}");
        foreach (var id in await source.RowsAsync($"select id from orders where gone and changed < {literal}"))
            Assert.DoesNotContain(seen, line => line.StartsWith(id + "|", StringComparison.Ordinal));
    }

    private async Task<SnapshotTable> TableAsync() => (await home.Warehouse.Releases.HeadAsync(Pipeline, CancellationToken.None))!.Snapshot.Tables.Single();

    private string Literal(string instant)
    {
        var text = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return source is LivePostgres ? $"timestamptz '{text}+00'" : $"timestamp '{text}'";
    }

    private async Task<IReadOnlyList<string>> SeenAsync()
    {
        await using var result = await home.Warehouse.Reader.QueryAsync($"select id, amount from {Pipeline}.orders order by id", CancellationToken.None);
        return [.. (await result.RowsAsync().ToListAsync()).Select(row => FormattableString.Invariant($"{row[0]}|{row[1]}"))];
    }

    private async Task EndAsync(Func<LiveTransaction, bool> which)
    {
        foreach (var transaction in open.Where(which).ToList())
        {
            open.Remove(transaction);
            await transaction.EndAsync(commit: random.Next(4) > 0);
        }
    }

    private async Task<string> PushAsync()
    {
        var folder = Path.Combine(home.Root, "pipelines", Uid.New());
        foreach (var (path, text) in new Dictionary<string, string>
        {
            ["pipeline.yml"] = $$"""
                name: {{Pipeline}}
                sources:
                  shop:
                    connection: ${{{urlVariable}}}
                    tables:
                      - { name: orders, key: id, watermark: changed, lag: 0s, deleted: gone, slices: {{random.Next(1, 4)}}, allow_empty: true }

                """,
            ["dbt_project.yml"] = $"name: {Pipeline}\n",
            ["models/orders.sql"] = "{{ config(materialized='table') }} select * from {{ source('shop', 'orders') }}\n",
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(folder, path), text);
        }

        var made = BundleBuilder.Build(folder);
        await home.Bundles.PushAsync(made, CancellationToken.None);
        return made.Hash;
    }

    private void Tell(string what, int times = 1) => Told[what] = Told.GetValueOrDefault(what) + times;

    private sealed class Late(LiveTransaction begun) : LiveTransaction
    {
        public override Task EndAsync(bool commit) => begun.EndAsync(commit);
    }
}
