using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What is known of the processes of this machine's mesh without its orchestrator.</summary>
public static class LocalStatus
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The process itself has ended.</summary>
    public const string Stopped = "stopped";

    /// <summary>Every process that <c>mesh.json</c> knows.</summary>
    public static async Task<IReadOnlyList<ServiceStatusDocument>> OfAsync(MeshState state, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = Patience };
        return await Task.WhenAll(state.Ordered.Select(async process =>
        {
            var probe = await AskAsync(process, http, ct);
            return new ServiceStatusDocument(process.Name, new Uri(process.Url), probe.State, probe.Detail);
        }));
    }

    /// <summary>Looks at the process, then asks it.</summary>
    public static async Task<ServiceProbe> AskAsync(MeshProcess process, HttpClient http, CancellationToken ct)
    {
        if (!process.IsAlive)
            return new ServiceProbe(Stopped, $"its process {process.Pid} has ended; its log is {process.Log}");
        if (ProcessTable.IsHeld(process.Identity))
            return new ServiceProbe(ServiceProbe.Silent, $"its process is held by a signal; `kill -CONT {process.Pid}` lets it go on");
        return process.Name == PostgresCluster.Name ? new ServiceProbe(ServiceProbe.Healthy, null) : await ServiceProbe.AskAsync(http, $"{process.Url}/health", ct);
    }
}
