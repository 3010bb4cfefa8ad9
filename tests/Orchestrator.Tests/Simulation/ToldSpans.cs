using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Hosting;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>The spans that the sagas tell while a test delivers messages; those of nights that other tests drive meanwhile are not heard.</summary>
public sealed class ToldSpans : IDisposable
{
    private readonly AsyncLocal<bool> _hears = new() { Value = true };
    private readonly ActivityListener _listener;

    public ToldSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EtlMesh.Orchestrator",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => _hears.Value ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (_hears.Value)
                    All.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public List<Activity> All { get; } = [];

    public Activity Root => Assert.Single(All, span => span.ParentSpanId == default);

    public Activity Stage(string stage) => Assert.Single(All, span => span.DisplayName == stage);

    /// <summary>One root, each stage once, and whatever the commands name as their parent was told.</summary>
    public void AssertWhole(NightDriver night)
    {
        var root = Root;
        Assert.Equal(RunTrace.OfRun(Plans.Run, night.Run.Attempt).SpanId, root.SpanId);
        Assert.All(All, span => Assert.Equal(root.TraceId, span.TraceId));
        Assert.All(All.Where(span => span != root), span => Assert.Equal(root.SpanId, span.ParentSpanId));
        Assert.Equal(All.Count, All.Select(span => span.SpanId).Distinct().Count());
        var parents = from command in night.All<StageCommand>()
                      where command is not OpenAttempt
                      select RunTrace.OfStage(command.RunId, command.Attempt, Hosting.Stage.Of(command.GetType())).SpanId;
        Assert.Empty(parents.Distinct().Except(All.Select(span => span.SpanId)));
    }

    public void Dispose() => _listener.Dispose();
}
