namespace EtlMesh.Cli;

/// <summary>Waits until processes are ready to work.</summary>
/// <param name="http">Asks them.</param>
/// <param name="time">The clock.</param>
public sealed class Readiness(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>A machine may be slow, and the first start makes tables and queues.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a process answers with 200. Another one that took its port meanwhile, such as another mesh's, is not mistaken for it.</summary>
    /// <param name="launch">The process.</param>
    /// <param name="address">What is asked.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="LaunchException">It ended, or was not ready in time.</exception>
    public async Task WaitAsync(Launch launch, string address, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var health = await ServiceProbe.AskAsync(http, address, ct);
            if (health.State == ServiceProbe.Healthy && ProcessTable.Listens(launch.Identity, new Uri(address).Port))
                return;
            if (launch.Ended)
                throw new LaunchException(launch.Spec, $"ended with {await launch.EndAsync(ct)}");
            if (time.GetElapsedTime(begin) > Patience)
                throw new LaunchException(launch.Spec, $"did not become healthy within {Patience.TotalMinutes} minutes ({health.Detail})");
            await Task.Delay(Look, time, ct);
        }
    }
}
