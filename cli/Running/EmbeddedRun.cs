using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Cli;

/// <summary>Follows one run from its request to its end, over a bus on which all services are.</summary>
/// <param name="bus">The bus, started.</param>
/// <param name="events">What is published on it.</param>
/// <param name="view">Shows the run meanwhile.</param>
/// <param name="time">The clock.</param>
public sealed class EmbeddedRun(IBus bus, RunEvents events, IProgressView view, TimeProvider time)
{
    /// <summary>Starts the run and waits until it is over, compensated where it must be.</summary>
    /// <param name="request">The run.</param>
    /// <param name="cancelled">Asks the run to end early; it is still followed to its end.</param>
    public async Task<RunProgress> RunAsync(RequestRun request, CancellationToken cancelled)
    {
        var run = RunProgress.Of(request);
        await bus.Publish(request, CancellationToken.None);

        var cancel = Task.Delay(Timeout.InfiniteTimeSpan, time, cancelled);
        var known = false;
        while (run.End is null)
        {
            var next = events.Messages.WaitToReadAsync(CancellationToken.None).AsTask();
            // A run that the saga does not know yet cannot be cancelled: its first word is waited for.
            if (known && await Task.WhenAny(next, cancel) == cancel)
            {
                view.Cancelling();
                await bus.Publish(Cancel(run, request), CancellationToken.None);
                cancel = Task.Delay(Timeout.InfiniteTimeSpan, time, CancellationToken.None);
            }

            await next;
            while (events.Messages.TryRead(out var message))
            {
                known |= message is not RequestRun;
                run = run.After(message);
                view.Show(message, run);
            }
        }

        return run;
    }

    private static CancelRun Cancel(RunProgress run, RequestRun request) => new()
    {
        RunId = run.RunId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = request.BundleHash,
        Reason = "interrupted by a signal",
    };
}
