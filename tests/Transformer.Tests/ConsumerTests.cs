using EtlMesh.Contracts;
using EtlMesh.Testing;
using MassTransit;

namespace EtlMesh.Transformer.Tests;

/// <summary>Each command of the transformer on a bus, and the event that answers it.</summary>
public sealed class ConsumerTests : IAsyncLifetime
{
    private TestHome home = null!;
    private TestBus bus = null!;
    private TestNight night = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        bus = await TestBus.StartAsync(home, services => services.AddTransformer());
        night = new TestNight { BundleHash = await home.PushAsync(Shop.Files) };
    }

    public async Task DisposeAsync()
    {
        await bus.DisposeAsync();
        await home.DisposeAsync();
    }

    [Fact]
    public async Task Night_IsOpenedBuiltPublishedAndClosed()
    {
        var opened = await bus.AskAsync<OpenAttempt, AttemptOpened>(Open());
        Assert.Equal((night.RunId, 1, null), (opened.RunId, opened.Attempt, opened.Parent));

        var build = night.Build([await night.SegmentAsync(home, Shop.Orders)]);
        var built = await bus.AskAsync<BuildCandidate, CandidateSealed>(build);
        Assert.Equal(build.CandidateUid, built.Candidate.Uid);
        Assert.Equal(["days", "priced", "rates", "stg_orders"],
            bus.Harness.Published.Select<ModelBuilt>(new CancellationToken(canceled: true)).Select(told => told.Context.Message.Model).Order());

        await night.JudgeAsync(home, built.Candidate);
        var publish = night.Publish(built.Candidate);
        Assert.Equal(publish.Release, (await bus.AskAsync<PublishRelease, ReleasePublished>(publish)).Release);

        Assert.Equal("Completed", (await bus.AskAsync<CloseAttempt, AttemptClosed>(Close("Completed"))).State);
        Assert.Equal(["completed"], await home.RowsAsync("select state from etl.attempts"));

        var declined = await bus.AskAsync<OpenAttempt, AttemptDeclined>(Open(request: 2) with { Attempt = 1 });
        Assert.Equal((DeclineReason.AlreadyPublished, publish.Release, 2), (declined.Reason, declined.Release, declined.Request));
    }

    [Fact]
    public async Task StaleBase_IsToldWithTheHead()
    {
        await night.OpenAsync(home);
        var segment = await night.SegmentAsync(home, Shop.Orders);
        var (first, second) = (await Shop.BuildAsync(home, night.Build([segment])), await Shop.BuildAsync(home, night.Build([segment])));
        await night.JudgeAsync(home, first);
        await night.JudgeAsync(home, second);
        var head = await bus.AskAsync<PublishRelease, ReleasePublished>(night.Publish(first));

        var stale = await bus.AskAsync<PublishRelease, BaseStale>(night.Publish(second));

        Assert.Equal(head.Release, stale.Head);
    }

    [Fact]
    public async Task InquiryThatForbids_KeepsALatePublishOut()
    {
        await night.OpenAsync(home);
        var candidate = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));
        await night.JudgeAsync(home, candidate);
        var publish = night.Publish(candidate);

        var inquired = await bus.AskAsync<InquireRelease, ReleaseInquired>(Inquire(publish.Release, forbid: true));
        Assert.Equal((false, true), (inquired.Published, inquired.Forbidden));

        await bus.Harness.Bus.Publish(publish);
        Assert.True(await bus.Harness.Consumed.Any<PublishRelease>());
        Assert.Null(await home.Warehouse.Releases.HeadAsync("shop", default));
        Assert.False(await home.Warehouse.Releases.InquireAsync(publish.Release, giveUp: false, default));
    }

    [Fact]
    public async Task InquiryAfterThePublish_SaysSo()
    {
        await night.OpenAsync(home);
        var candidate = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));
        await night.JudgeAsync(home, candidate);
        var published = await bus.AskAsync<PublishRelease, ReleasePublished>(night.Publish(candidate));
        Assert.True((await bus.AskAsync<InquireRelease, ReleaseInquired>(Inquire(published.Release, forbid: true))).Published);
    }

    [Fact]
    public async Task Discard_RemovesTheCandidate()
    {
        await night.OpenAsync(home);
        await bus.AskAsync<BuildCandidate, CandidateSealed>(night.Build([await night.SegmentAsync(home, Shop.Orders)]));

        Assert.Equal("transformer", (await bus.AskAsync<DiscardAttempt, AttemptDiscarded>(night.Discard())).Service);

        Assert.Empty((await home.ObjectsAsync()).Where(name => name.StartsWith("shop", StringComparison.Ordinal)));
        Assert.Empty(await home.KeysAsync("candidates/"));
    }

    [Theory]
    [InlineData("Sleeping")]
    [InlineData("Active")]
    public async Task StateThatIsNoEnd_BecomesAFault(string state)
    {
        var fault = await bus.AskAsync<CloseAttempt, Fault<CloseAttempt>>(Close(state));
        Assert.Contains($"{state} is no end", Assert.Single(fault.Exceptions).Message, StringComparison.Ordinal);
    }

    private OpenAttempt Open(int request = 1) => new()
    {
        RunId = night.RunId,
        Attempt = 0,
        Pipeline = TestNight.Pipeline,
        RunDate = night.RunDate,
        BundleHash = night.BundleHash,
        Key = RunId.Nightly,
        Request = request,
    };

    private CloseAttempt Close(string state) => new()
    {
        RunId = night.RunId,
        Attempt = 1,
        Pipeline = TestNight.Pipeline,
        RunDate = night.RunDate,
        BundleHash = night.BundleHash,
        State = state,
    };

    private InquireRelease Inquire(string release, bool forbid) => new()
    {
        RunId = night.RunId,
        Attempt = 1,
        Pipeline = TestNight.Pipeline,
        RunDate = night.RunDate,
        BundleHash = night.BundleHash,
        Release = release,
        Forbid = forbid,
    };
}
