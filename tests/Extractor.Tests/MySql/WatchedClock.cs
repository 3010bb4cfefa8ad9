namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>The system's clock; tells when somebody begins to wait by it.</summary>
internal sealed class WatchedClock : TimeProvider
{
    private readonly TaskCompletionSource waited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Waited => waited.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        waited.TrySetResult();
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
