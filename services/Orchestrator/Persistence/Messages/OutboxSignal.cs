using System.Threading.Channels;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Tells the delivery of this process that something was committed; without it, the delivery finds that by looking now and then.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => raised.Writer.TryWrite(true);

    /// <summary>Waits until something is raised, at most for so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        if (atMost <= TimeSpan.Zero)
            return;
        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        try
        {
            await raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // nobody raised it: the time is up
        }
    }
}
