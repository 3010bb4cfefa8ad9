using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;
using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>
/// Every statement of every operation, as Redshift is told it and in order, against <c>Approved/*.sql</c>. When a change is meant:
/// <c>ETLMESH_APPROVE=1 dotnet test tests/Warehouse.Tests</c>.
/// </summary>
[Collection(PostgresTests.Name)]
public sealed partial class NightSqlTests(PostgresTests server) : IAsyncLifetime
{
    private static readonly DateOnly Second = TestWarehouse.Day.AddDays(1);

    private readonly StringBuilder told = new();
    private RedshiftTestWarehouse warehouse = null!;

    public async Task InitializeAsync() => warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Fact]
    public async Task Night_FromOpeningToNextRelease()
    {
        Note("the schema etl");
        var opening = await Step("opening an attempt", () => warehouse.AttemptAsync());
        var load = await Step("loading a segment", () => warehouse.LoadAsync("select 1::bigint as id, 5.25::decimal(12,2) as amount, timestamp '2026-03-01 10:00:00' as at, false as gone, 'x' as note", Columns, uid: "aaaaaaaaaaaa"));
        await Step("loading it again", () => warehouse.LoadAsync("select 1::bigint as id", "id bigint", uid: "aaaaaaaaaaaa"));
        var path = warehouse.Parquet("select 'orders.csv' as object, 3::bigint as line, 'bad type' as reason, '1,x' as record");
        await Step("indexing a quarantine object", () => warehouse.House.Segments.QuarantineAsync(TestWarehouse.Segment("id bigint"), warehouse.Landed(path), default));

        var spec = TestWarehouse.Candidate(opening.Parent, [Orders(load.Segment)], uid: "bbbbbbbbbbbb");
        await Step("beginning a candidate", () => warehouse.House.Candidates.BeginAsync(spec, default));
        await Step("building a table", () => warehouse.BuildAsync(spec, "fct", "select id, amount from {source}"));
        await Step("building a view", () => warehouse.BuildAsync(spec, "report", "select count(*) as orders from {fct}", "view", "finance"));
        var seed = Path.Combine(warehouse.Folder, "codes.csv");
        await File.WriteAllTextAsync(seed, "code,name\n7,Bond\n8,\n");
        await Step("loading a seed", () => warehouse.House.Candidates.LoadSeedAsync(spec, new SeedSpec { Name = "codes", Alias = "codes", CsvPath = seed }, default));
        await Step("running a check", () => warehouse.House.Checks.RunAsync("select 1 as one", 5, default));
        await Step("keeping failing rows", () => warehouse.House.Checks.StoreFailuresAsync(new FailureStore { RunId = spec.RunId, Attempt = 1, Pipeline = spec.Pipeline, CheckId = "positive", Sql = "select 1 as one", Limit = 10 }, default));
        var fingerprint = await Step("sealing and judging", () => warehouse.JudgeAsync(spec));
        var release = TestWarehouse.Release(spec, fingerprint, "release1") with { Readers = ["public"] };
        await Step("publishing", () => warehouse.House.Releases.PublishAsync(release, default));
        await Step("closing the attempt", () => warehouse.House.Attempts.CloseAsync(spec.RunId, 1, AttemptState.Completed, default));
        Approve("first-night");

        opening = await Step("opening an attempt", () => warehouse.AttemptAsync(Second));
        load = await Step("loading a delta", () => warehouse.LoadAsync("select 1::bigint as id, 6.25::decimal(12,2) as amount, timestamp '2026-03-02 10:00:00' as at, false as gone, 'y' as note", Columns, full: false, day: Second, uid: "cccccccccccc"));
        spec = TestWarehouse.Candidate(opening.Parent, [Orders(load.Segment)], Second, uid: "dddddddddddd");
        await Step("beginning a candidate on two segments", () => warehouse.House.Candidates.BeginAsync(spec, default));
        await Step("building a table with another column", () => warehouse.BuildAsync(spec, "fct", "select id, amount, note from {source}"));
        await Step("carrying a model over", () => warehouse.House.Candidates.CarryAsync(spec, "report", default));
        fingerprint = await Step("sealing and judging", () => warehouse.JudgeAsync(spec));
        await Step("publishing", () => warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint, "release2"), default));
        await Step("closing the attempt", () => warehouse.House.Attempts.CloseAsync(spec.RunId, 1, AttemptState.Completed, default));
        Approve("second-night");
    }

    [Fact]
    public async Task Operations_AfterNights()
    {
        await warehouse.PublishAsync(1);
        await warehouse.PublishAsync(2, Second);
        var releases = await warehouse.House.Releases.ListAsync(TestWarehouse.Pipeline, default);
        var third = TestWarehouse.Day.AddDays(2);
        await warehouse.AttemptAsync(third);
        var (spec, _) = await warehouse.PrepareAsync(3, third, releases[0].Id, passed: false);
        warehouse.Instead.Statements();

        await Step("listing releases", () => warehouse.House.Releases.ListAsync(null, default));
        await Step("asking for the head", () => warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default));
        await Step("reverting", () => warehouse.House.Releases.RevertAsync(new RevertSpec { Release = "release3", Pipeline = TestWarehouse.Pipeline, Target = releases[1].Id, Parent = releases[0].Id, Actor = "ann", Reason = "wrong" }, default));
        await Step("resuming", () => warehouse.House.Releases.ResumeAsync(TestWarehouse.Pipeline, "ann", default));
        await Step("giving a release up", () => warehouse.House.Releases.InquireAsync("release9", giveUp: true, default));
        await Step("reading check results", () => warehouse.House.Checks.ResultsAsync(spec.RunId, 1, default));
        await Step("finding an attempt", () => warehouse.House.Attempts.FindAsync(spec.RunId, 1, default));
        await Step("looking for abandoned attempts", () => warehouse.House.Attempts.AbandonedAsync(default));
        await Step("discarding checks", () => warehouse.House.Checks.DiscardAsync(spec.RunId, 1, default));
        await Step("discarding candidates", () => warehouse.House.Candidates.DiscardAsync(spec.RunId, 1, default));
        await Step("discarding segments", () => warehouse.House.Segments.DiscardAsync(spec.RunId, 1, default));
        await warehouse.House.Attempts.CloseAsync(spec.RunId, 1, AttemptState.Failed, default);
        warehouse.Instead.Statements();
        await Step("sweeping", () => warehouse.House.Releases.SweepAsync(new SweepSpec { Pipeline = TestWarehouse.Pipeline, KeepReleases = 1 }, default));
        Approve("operations");
    }

    private const string Columns = "id bigint, amount decimal(12,2), at timestamp, gone boolean, note varchar";

    private static CandidateTable Orders(SegmentRef segment) => new() { Source = "shop", Table = "orders", Segment = segment, Key = ["id"], Watermark = "at", Deleted = "gone" };

    private async Task<T> Step<T>(string what, Func<Task<T>> work)
    {
        var result = await work();
        Note(what);
        return result;
    }

    private Task Step(string what, Func<Task> work) => Step(what, async () =>
    {
        await work();
        return true;
    });

    private void Note(string what)
    {
        told.Append("-- ").Append(what).Append('\n');
        foreach (var statement in warehouse.Instead.Statements())
            told.Append(statement).Append(";\n");
        told.Append('\n');
    }

    private void Approve(string name)
    {
        // Uids that the test does not choose: each is named by its first appearance.
        var uids = new Dictionary<string, string>(StringComparer.Ordinal);
        var actual = Uids().Replace(told.ToString(), match => uids.TryGetValue(match.Value, out var known) ? known : uids[match.Value] = $"uid{uids.Count + 1}");
        told.Clear();
        var file = Path.Combine(SourceFolder(), "Approved", name + ".sql");
        if (Environment.GetEnvironmentVariable("ETLMESH_APPROVE") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", actual);
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("(?<=__|parquet\\.)(?!aaaaaaaaaaaa|bbbbbbbbbbbb|cccccccccccc|dddddddddddd)[0-9a-z]{12,32}\\b")]
    private static partial Regex Uids();
}
