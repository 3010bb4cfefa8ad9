namespace EtlMesh.Transport;

/// <summary>Counts, and tells when so many more have come.</summary>
internal sealed class Counter
{
    private int left;
    private TaskCompletionSource reached = new();

    public void Add(int more = 1)
    {
        if (Interlocked.Add(ref left, -more) == 0)
            reached.TrySetResult();
    }

    public Task UntilAsync(int more)
    {
        reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref left, more);
        return reached.Task;
    }
}
