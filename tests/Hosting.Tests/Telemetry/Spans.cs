using System.Collections.Concurrent;
using System.Diagnostics;

namespace EtlMesh.Hosting.Tests.Telemetry;

/// <summary>Keeps the spans of one trace, for other tests emit theirs at the same time.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener listener;

    public Spans(ActivityTraceId trace)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("EtlMesh.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                    Ended.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ConcurrentQueue<Activity> Ended { get; } = [];

    public void Dispose() => listener.Dispose();
}
