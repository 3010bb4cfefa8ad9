using System.Diagnostics;

namespace EtlMesh.Warehouse.Tests;

/// <summary>Sees the warehouse's effects begin and end, of this test's own work only: others of the process have effects, too.</summary>
public sealed class EffectWatch : IDisposable
{
    private readonly AsyncLocal<bool> own = new() { Value = true };
    private readonly ActivityListener listener;

    /// <param name="at">Told of <c>start name</c> and <c>stop name</c>, on the thread that has the effect.</param>
    public EffectWatch(Action<string> at)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EtlMesh.Warehouse",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Tell("start " + activity.OperationName),
            ActivityStopped = activity => Tell("stop " + activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);

        void Tell(string edge)
        {
            if (own.Value)
                at(edge);
        }
    }

    public void Dispose() => listener.Dispose();
}
