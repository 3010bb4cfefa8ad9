using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>What <c>mesh.json</c> holds: which processes a mesh has, and what must be the same when it is started again.</summary>
public sealed record MeshState
{
    /// <summary>The orchestrator's API; null before the first start.</summary>
    public string? Url { get; init; }

    /// <summary>The file of the API's token; absolute.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The folder of PostgreSQL's cluster; absolute. Null before the first start.</summary>
    public string? Postgres { get; init; }

    /// <summary>By process. Kept, as queues and others know each other by them.</summary>
    public ImmutableSortedDictionary<string, int> Ports { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>How many of a service there are to be, where it is not one.</summary>
    public ImmutableSortedDictionary<string, int> Replicas { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>In the order in which they were started.</summary>
    public ImmutableList<MeshProcess> Processes { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<MeshProcess> Alive => Processes.Where(process => process.IsAlive);

    /// <summary>The order in which people think of them: what all stand on first, then along a night.</summary>
    [JsonIgnore]
    public IEnumerable<MeshProcess> Ordered
    {
        get
        {
            var services = ServiceKind.All.Select(service => service.Name).ToList();
            return Processes.OrderBy(process => services.FindIndex(name => process.Name == name || process.Name.StartsWith($"{name}-", StringComparison.Ordinal)))
                .ThenBy(process => process.Name == CloudEmulator.Name).ThenBy(process => process.Name, StringComparer.Ordinal);
        }
    }

    /// <summary>The process of that name; null when it was never started.</summary>
    public MeshProcess? Find(string name) => Processes.Find(process => process.Name == name);

    public MeshState With(MeshProcess process) => this with { Processes = Without(process.Name).Processes.Add(process) };

    public MeshState Without(string name) => this with { Processes = Processes.RemoveAll(process => process.Name == name) };
}
