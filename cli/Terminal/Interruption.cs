using System.Runtime.InteropServices;

namespace EtlMesh.Cli;

/// <summary>Ctrl-C, SIGTERM and SIGHUP, which mean the same: the first asks to stop in good order, the second ends the process at once. What a process leaves that way, the next run removes.</summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Action leave;
    private int signals;

    /// <param name="leave">Ends the process at once.</param>
    public Interruption(Action leave)
    {
        this.leave = leave;
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Asked => asked.Token;

    /// <summary>Takes one more signal.</summary>
    public void Signal()
    {
        if (Interlocked.Increment(ref signals) == 1)
            asked.Cancel();
        else
            leave();
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        asked.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Signal();
    }
}
