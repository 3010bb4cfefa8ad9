namespace EtlMesh.AmazonSqs.Batching;

/// <summary>One caller's entry, and what became of it.</summary>
/// <param name="size">The bytes that the entry counts for.</param>
internal sealed class BatchEntry<TEntry>(TEntry value, int size, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TEntry Value => value;

    public int Size => size;

    public bool Cancelled => cancellationToken.IsCancellationRequested;

    public Task Taken => taken.Task;

    /// <summary>Does nothing to an entry that has failed.</summary>
    public void Succeed() => taken.TrySetResult();

    public void Fail(Exception failure) => taken.TrySetException(failure);
}
