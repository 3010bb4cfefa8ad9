using System.Diagnostics;

namespace EtlMesh.Lake.Tests;

/// <summary>Counts objects that the test is writing at a time.</summary>
internal sealed class OpenWrites : IDisposable
{
    // Other tests write meanwhile; what this one does has its context.
    private static readonly AsyncLocal<OpenWrites?> Watching = new();

    private readonly ActivityListener listener;
    private readonly Lock gate = new();
    private int now;

    public OpenWrites()
    {
        Watching.Value = this;
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "EtlMesh.Staging",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Count(activity, 1),
            ActivityStopped = activity => Count(activity, -1),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Most { get; private set; }

    public void Dispose() => listener.Dispose();

    private void Count(Activity activity, int by)
    {
        if (activity.OperationName != "staging.write" || Watching.Value != this)
            return;
        lock (gate)
        {
            now += by;
            Most = Math.Max(Most, now);
        }
    }
}
