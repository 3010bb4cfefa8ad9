namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Room for messages in hand: those that are worked on, and those that wait for it.</summary>
/// <param name="prefetch">How many there may be.</param>
/// <param name="concurrency">How many of them are worked on at a time.</param>
internal sealed class HandRoom(int prefetch, int concurrency)
{
    public const int MostInOnePoll = 10;

    // While half of what may wait for workers is waiting, a poll waits for more room: ten messages cost as much as one.
    private readonly int least = Math.Clamp((prefetch - concurrency) / 2, 1, MostInOnePoll);
    private readonly SemaphoreSlim room = new(prefetch);
    private readonly SemaphoreSlim taking = new(1);

    /// <summary>Takes room for 1 to 10 messages; one poll at a time, so that two do not wait for each other's rest.</summary>
    public async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        await taking.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < least; taken++)
                await room.WaitAsync(cancellationToken);
            while (taken < MostInOnePoll && room.Wait(0, CancellationToken.None))
                taken++;
            return taken;
        }
        catch (OperationCanceledException)
        {
            Release(taken);
            throw;
        }
        finally
        {
            taking.Release();
        }
    }

    public void Release(int messages)
    {
        if (messages > 0)
            room.Release(messages);
    }
}
