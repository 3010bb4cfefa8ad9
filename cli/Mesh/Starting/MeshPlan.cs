using System.Collections.Immutable;
using System.Globalization;

namespace EtlMesh.Cli;

/// <summary>The processes that a mesh is to have, and where each listens.</summary>
/// <param name="Ports">By process; those of a mesh that was there before are kept.</param>
/// <param name="Replicas">Of the services that are more than one.</param>
public sealed record MeshPlan(ImmutableSortedDictionary<string, int> Ports, ImmutableSortedDictionary<string, int> Replicas)
{
    /// <summary>The processes of services, the orchestrator first.</summary>
    public IReadOnlyList<(ServiceKind Service, string Name)> Services =>
        [.. from service in ServiceKind.All from n in Enumerable.Range(1, Replicas.GetValueOrDefault(service.Name, 1)) select (service, service.ProcessName(n))];

    /// <exception cref="UsageException">The wanted port is another's, or the mesh runs at another one.</exception>
    public static MeshPlan Make(UpOptions options, MeshState state)
    {
        var replicas = state.Replicas.SetItems(options.Replicas);
        var plan = new MeshPlan(ImmutableSortedDictionary<string, int>.Empty, replicas);
        var running = state.Alive.Select(process => process.Name).ToHashSet(StringComparer.Ordinal);
        string[] names = [.. plan.Services.Select(process => process.Name), PostgresCluster.Name, CloudEmulator.Name];
        foreach (var name in names)
        {
            int? known = state.Ports.TryGetValue(name, out var before) ? before : null;
            if (name == ServiceKind.Orchestrator)
                known = ApiPort(options.Port, known, running.Contains(name));
            var port = running.Contains(name) && known is { } kept ? kept : LoopbackPorts.Free(known, [.. plan.Ports.Values]);
            plan = plan with { Ports = plan.Ports.SetItem(name, port) };
        }

        return plan;
    }

    public string Url(string name) => $"http://127.0.0.1:{Ports[name].ToString(CultureInfo.InvariantCulture)}";

    private static int? ApiPort(int? asked, int? known, bool runs)
    {
        if (asked is not { } port)
            return known ?? UpOptions.DefaultPort;
        if (runs && port != known)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port {port}: the mesh runs already and its API is at port {known}; stop it by `etlmesh down` first, or leave --port out."));
        if (!runs && !LoopbackPorts.IsFree(port))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port {port}: another process has this port; name another one, or leave --port out."));
        return port;
    }
}
