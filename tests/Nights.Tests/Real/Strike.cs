using System.Diagnostics;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>Kills at the k-th boundary of a durable effect: what lies on disk at that moment is all that the next process finds.</summary>
internal sealed class Strike : IDisposable
{
    private static readonly AsyncLocal<Strike?> Current = new();

    private readonly Lock gate = new();
    private readonly Action kill;
    private int left;

    static Strike() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name.StartsWith("EtlMesh.", StringComparison.Ordinal),
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => Current.Value is null ? ActivitySamplingResult.None : ActivitySamplingResult.AllData,
        ActivityStarted = _ => Current.Value?.Pass(),
        ActivityStopped = _ => Current.Value?.Pass(),
    });

    /// <param name="boundary">From 1.</param>
    /// <param name="kill">Keeps what is on disk.</param>
    public Strike(int boundary, Action kill)
    {
        (left, this.kill) = (boundary, kill);
        Current.Value = this;
    }

    public bool Fell { get; private set; }

    public void Dispose() => Current.Value = null;

    private void Pass()
    {
        lock (gate)
        {
            if (Fell || --left == 0)
            {
                if (!Fell)
                    kill();
                Fell = true;
            }
        }

        // Nothing goes on in a dead process.
        if (Fell)
            throw new KilledException();
    }
}
