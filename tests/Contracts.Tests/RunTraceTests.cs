using System.Diagnostics;

namespace EtlMesh.Contracts.Tests;

public class RunTraceTests
{
    private static readonly Guid Run = RunId.Of("daily-metrics", new DateOnly(2026, 11, 20));

    [Fact]
    public void Ids_AreTheSameInEveryProcess()
    {
        Assert.Equal("17eb92157d6ef770fc4c9516a53b6984", RunTrace.OfRun(Run, 1).TraceId.ToHexString());
        Assert.Equal("3ca2863cbe9010f6", RunTrace.OfRun(Run, 1).SpanId.ToHexString());
        Assert.Equal("65e9c8614d204efe", RunTrace.OfStage(Run, 1, StageNames.Load).SpanId.ToHexString());
    }

    [Fact]
    public void Stages_ShareTheTraceAndHaveSpansOfTheirOwn()
    {
        var spans = StageNames.All.Select(stage => RunTrace.OfStage(Run, 1, stage)).Append(RunTrace.OfRun(Run, 1)).ToList();

        Assert.Single(spans.Select(span => span.TraceId).Distinct());
        Assert.Equal(spans.Count, spans.Select(span => span.SpanId).Distinct().Count());
        Assert.All(spans, span => Assert.Equal(ActivityTraceFlags.Recorded, span.TraceFlags));
    }

    [Fact]
    public void Attempts_HaveTracesOfTheirOwn()
    {
        Assert.NotEqual(RunTrace.OfRun(Run, 1).TraceId, RunTrace.OfRun(Run, 2).TraceId);
        Assert.NotEqual(RunTrace.OfRun(Run, 1).SpanId, RunTrace.OfRun(Run, 2).SpanId);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("compensate")]
    [InlineData("open")]
    public void WordThatIsNoStage_IsTheRoot(string word) => Assert.Equal(RunTrace.OfRun(Run, 1), RunTrace.OfStage(Run, 1, word));
}
