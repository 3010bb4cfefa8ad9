using System.Diagnostics;

namespace EtlMesh.Lake.Tests;

/// <summary>Ends the test's work at the k-th start or stop of an effect: nothing after it happens.</summary>
internal sealed class Strike : IDisposable
{
    // Other tests have effects meanwhile; what this one does has its context.
    private static readonly AsyncLocal<Strike?> Watching = new();

    private readonly ActivityListener listener;
    private readonly int at;
    private int reached;

    /// <param name="at">From 1.</param>
    public Strike(int at)
    {
        this.at = at;
        Watching.Value = this;
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "EtlMesh.Staging" or "EtlMesh.Lake" or "EtlMesh.Warehouse",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = Reached,
            ActivityStopped = Reached,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Such as <c>lake.write</c>; null when the work had ended before.</summary>
    public string? Effect { get; private set; }

    public void Dispose()
    {
        Watching.Value = null;
        listener.Dispose();
    }

    private void Reached(Activity activity)
    {
        if (Watching.Value != this)
            return;
        var number = Interlocked.Increment(ref reached);
        if (number == at)
            Effect = activity.OperationName;
        // What would still be cleared up is not: a dead process does nothing.
        if (number >= at)
            throw new InvalidOperationException($"killed at {activity.OperationName}");
    }
}
