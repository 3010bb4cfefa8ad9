using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests.Telemetry;

[Collection(nameof(Spans))] // what one listener records, another one sends
public sealed class EndedAttemptTests : IDisposable
{
    private static readonly DateTimeOffset Two = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid Run = RunId.Of("ended", new DateOnly(2026, 11, 20));
    private static readonly ActivitySource Source = new("EtlMesh.Hosting.Tests");

    private readonly Spans spans = new(RunTrace.OfRun(Run, 3).TraceId);
    private readonly EndedAttempt attempt = new()
    {
        RunId = Run,
        Attempt = 3,
        Pipeline = "ended",
        RunDate = new DateOnly(2026, 11, 20),
        Outcome = "Failed",
        StartedAt = Two,
        EndedAt = Two.AddMinutes(5),
        Failure = "the disk is full",
    };

    [Fact]
    public void Root_HasTheComputedIdAndNoParent()
    {
        attempt.Emit(Source);

        var root = Assert.Single(spans.Ended);
        Assert.Equal("run ended 2026-11-20", root.DisplayName);
        Assert.Equal((RunTrace.OfRun(Run, 3).TraceId, RunTrace.OfRun(Run, 3).SpanId), (root.TraceId, root.SpanId));
        Assert.Equal(default, root.ParentSpanId);
        Assert.Equal((Two.UtcDateTime, TimeSpan.FromMinutes(5)), (root.StartTimeUtc, root.Duration));
        Assert.Equal((ActivityStatusCode.Error, "the disk is full"), (root.Status, root.StatusDescription));
    }

    [Fact]
    public void ComputedId_IsWhatEveryReaderOfASpanSees()
    {
        attempt.Emit(Source);

        var (root, id) = (Assert.Single(spans.Ended), RunTrace.OfRun(Run, 3));
        Assert.Equal($"00-{id.TraceId}-{id.SpanId}-01", root.Id);
        Assert.Equal(id.SpanId, root.Context.SpanId);
        using var child = Source.StartActivity("child", ActivityKind.Internal, root.Context);
        Assert.Equal(id.SpanId, child!.ParentSpanId);
    }

    [Fact]
    public void Stage_HangsUnderTheRoot()
    {
        attempt.EmitStage(Source, StageNames.Load, "failed", Two.AddMinutes(1), Two.AddMinutes(2), "no space left");

        var stage = Assert.Single(spans.Ended);
        Assert.Equal(("load", RunTrace.OfStage(Run, 3, "load").SpanId), (stage.DisplayName, stage.SpanId));
        Assert.Equal(RunTrace.OfRun(Run, 3).SpanId, stage.ParentSpanId);
        Assert.Equal((ActivityStatusCode.Error, "no space left"), (stage.Status, stage.StatusDescription));
    }

    [Fact]
    public void Telling_LeavesTheCurrentSpanAlone()
    {
        using var current = Source.StartActivity("current", ActivityKind.Internal, RunTrace.OfRun(Run, 3));

        attempt.Emit(Source);

        Assert.Same(current, Activity.Current);
        Assert.Equal(default, Assert.Single(spans.Ended).ParentSpanId);
    }

    public void Dispose() => spans.Dispose();
}
