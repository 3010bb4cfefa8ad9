using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Testing;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier.Tests;

public sealed class RunNotifierTests : IAsyncLifetime
{
    private const string Report = "report: { model: days, date: day, metrics: [revenue, orders] }\n";

    private readonly Journal console = new(NotifyChannel.Console);
    private readonly Journal webhook = new(NotifyChannel.Webhook);
    private TestHome home = null!;

    public async Task InitializeAsync() => home = await TestHome.OpenAsync();

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task Report_IsWrittenWithTheHeadlineThatReadersSee()
    {
        var night = await PushAsync(Report);
        await PublishDaysAsync(night);

        var key = await NotifyAsync(night, "Completed");

        Assert.Equal("reports/shop/2026-03-01/2/completed.html", key);
        var page = await File.ReadAllTextAsync(home.PathOf(key!));
        Assert.Contains(
            "<tbody>\n<tr><th scope=\"row\">2026-03-02</th><td>1,002.50</td><td>1,200</td></tr>\n<tr><th scope=\"row\">2026-03-01</th><td>–</td><td>2</td></tr>\n</tbody>\n</table>",
            page, StringComparison.Ordinal);
        Assert.Contains("the night of Sunday 1 March 2026, published", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ShowsTheFailingRowsThatTheGateKept()
    {
        var night = (await PushAsync("")) with { Attempt = 2 };
        await night.OpenAsync(home);
        var spec = new CandidateSpec { Uid = Uid.New(), Pipeline = TestNight.Pipeline, RunId = Notifications.Run, Attempt = 2, BundleHash = night.BundleHash, RunDate = new DateOnly(2026, 3, 1), Tables = [] };
        await home.Warehouse.Candidates.BeginAsync(spec, default);
        var fingerprint = await home.Warehouse.Candidates.SealAsync(spec, default);
        var verdict = Notifications.Verdict("positive: expected no rows; found 1 failing row") with { Fingerprint = fingerprint };
        var failed = new CheckResult { CheckId = "positive", Model = "days", Severity = "error", Status = "failed", Expected = "no rows", Actual = "1 failing row", FailingRows = 1, Query = "select 1", Sample = ["""{"order_id":"99999"}"""] };
        await home.Warehouse.Checks.RecordVerdictAsync(new VerdictSpec { RunId = Notifications.Run, Attempt = 2, Candidate = spec.Uid, Summary = verdict, Results = [failed] }, default);

        var key = await NotifyAsync(Notifications.Of("Blocked", bundle: night.BundleHash, verdict: verdict));

        Assert.Contains("<td class=\"short number\">99999</td>", await File.ReadAllTextAsync(home.PathOf(key!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReportBeforeTheFirstRelease_HasNoHeadline()
    {
        var key = await NotifyAsync(await PushAsync(Report), "Failed");
        Assert.DoesNotContain("Headline", await File.ReadAllTextAsync(home.PathOf(key!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipelineWithoutReport_StillGetsItsPage() =>
        Assert.Equal("reports/shop/2026-03-01/2/blocked.html", await NotifyAsync(await PushAsync(""), "Blocked"));

    [Fact]
    public async Task CancelledRun_LeavesNoReport()
    {
        Assert.Null(await NotifyAsync(await PushAsync(Report), "Cancelled"));
        Assert.Empty(await home.KeysAsync());
    }

    [Theory]
    [InlineData("Completed", "")]
    [InlineData("Blocked", "console")]
    [InlineData("Failed", "console,webhook")]
    [InlineData("Suspended", "")]
    [InlineData("Cancelled", "webhook")]
    public async Task Channels_AreServedForTheEndsThatTheyAskFor(string state, string served)
    {
        var night = await PushAsync("notify:\n  - { channel: console, on: [blocked, failed] }\n  - { channel: webhook, url: http://127.0.0.1/, on: [failed, cancelled] }\n");
        var report = await NotifyAsync(night, state);
        Assert.Equal(served, string.Join(',', new[] { console, webhook }.Where(channel => channel.Sent.Contains(report)).Select(channel => channel.Kind.ToString().ToLowerInvariant())));
    }

    [Fact]
    public async Task ChannelThatFails_DoesNotKeepTheOthersFromBeingServed()
    {
        webhook.Failure = new TerminalEtlException("no such receiver");
        var night = await PushAsync("notify:\n  - { channel: webhook, url: http://127.0.0.1/ }\n  - { channel: console }\n");

        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => NotifyAsync(night, "Failed"));

        Assert.Equal("no such receiver", failure.Message);
        Assert.Single(console.Sent);
        Assert.Equal(["reports/shop/2026-03-01/2/failed.html"], await home.KeysAsync());
    }

    [Fact]
    public async Task FailureThatMayPass_IsToldBeforeOneThatWillNot()
    {
        webhook.Failure = new TerminalEtlException("no such receiver");
        console.Failure = new TransientEtlException("busy");
        var night = await PushAsync("notify:\n  - { channel: webhook, url: http://127.0.0.1/ }\n  - { channel: console }\n");
        await Assert.ThrowsAsync<TransientEtlException>(() => NotifyAsync(night, "Failed"));
    }

    [Fact]
    public async Task Notification_OnTheBus_IsAnsweredWithTheReport()
    {
        await using var bus = await TestBus.StartAsync(home, services => services.AddNotifier());
        var night = await PushAsync("notify:\n  - { channel: console }\n  - { channel: file }\n");
        var sent = await bus.AskAsync<SendNotification, NotificationSent>(Notifications.Of("Completed", bundle: night.BundleHash));
        Assert.Equal(("Completed", "reports/shop/2026-03-01/2/completed.html"), (sent.State, sent.Report));
    }

    private async Task<TestNight> PushAsync(string more) =>
        new() { BundleHash = await home.PushAsync(new Dictionary<string, string> { ["pipeline.yml"] = TestNight.PipelineYml + more }) };

    private Task<string?> NotifyAsync(TestNight night, string state) => NotifyAsync(Notifications.Of(state, bundle: night.BundleHash));

    private Task<string?> NotifyAsync(SendNotification command) =>
        new RunNotifier(home.Store, home.Bundles, new FactsReader(home.Warehouses), [console, webhook])
            .NotifyAsync(command, CancellationToken.None);

    private async Task PublishDaysAsync(TestNight night)
    {
        await night.OpenAsync(home);
        var spec = new CandidateSpec { Uid = Uid.New(), Pipeline = TestNight.Pipeline, RunId = night.RunId, Attempt = 1, RunDate = night.RunDate, BundleHash = night.BundleHash, Tables = [] };
        await home.Warehouse.Candidates.BeginAsync(spec, default);
        await home.Warehouse.Candidates.BuildAsync(spec, new ModelSpec
        {
            Name = "days",
            Alias = "days",
            Materialization = "table",
            Sql = "select * from (values (date '2026-03-01', null::decimal(12,2), 2::bigint), (date '2026-03-02', 1002.5::decimal(12,2), 1200::bigint)) as t(day, revenue, orders)",
        }, default);
        var candidate = new CandidateRef { Uid = spec.Uid, Fingerprint = await home.Warehouse.Candidates.SealAsync(spec, default), Compiled = "" };
        await night.JudgeAsync(home, candidate);
        var outcome = await home.Warehouse.Releases.PublishAsync(
            new ReleaseSpec { Release = Uid.New(), Pipeline = TestNight.Pipeline, RunId = night.RunId, Attempt = 1, Candidate = spec.Uid, Fingerprint = candidate.Fingerprint }, default);
        Assert.Equal(PublishState.Published, outcome.State);
    }

    private sealed class Journal(NotifyChannel kind) : IChannel
    {
        public NotifyChannel Kind => kind;

        public Exception? Failure { get; set; }

        /// <summary>The reports that were told of.</summary>
        public ConcurrentQueue<string?> Sent { get; } = [];

        public Task SendAsync(NotifyDefinition channel, SendNotification notification, string? report, CancellationToken ct)
        {
            Sent.Enqueue(report);
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }
    }
}
