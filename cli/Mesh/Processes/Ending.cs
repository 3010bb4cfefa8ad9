namespace EtlMesh.Cli;

/// <summary>Ends a process: asks first, and kills when asking does not help.</summary>
public static class Ending
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <param name="process">The process; one that is gone already is done.</param>
    /// <param name="signals">What asks it to end, each stronger than the one before; SIGKILL follows by itself.</param>
    /// <param name="patience">How long each signal has to work.</param>
    /// <param name="time">The clock.</param>
    /// <returns>True when it ended by itself, false when it had to be killed.</returns>
    public static async Task<bool> OfAsync(ProcessIdentity process, IReadOnlyList<int> signals, TimeSpan patience, TimeProvider time)
    {
        foreach (var signal in signals)
        {
            Signals.Send(process, signal);
            Signals.Send(process, Signals.Continue); // one that is held would not hear it
            if (await IsGoneAsync(process, patience, time))
                return true;
        }

        Signals.Send(process, Signals.Kill);
        await IsGoneAsync(process, patience, time);
        return false;
    }

    private static async Task<bool> IsGoneAsync(ProcessIdentity process, TimeSpan patience, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        while (ProcessTable.IsAlive(process))
        {
            if (time.GetElapsedTime(begin) >= patience)
                return false;
            await Task.Delay(Look, time, CancellationToken.None);
        }

        return true;
    }
}
