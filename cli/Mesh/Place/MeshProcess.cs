using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>A process of the mesh, as <c>mesh.json</c> remembers it.</summary>
public sealed record MeshProcess
{
    /// <summary>postgres, emulator, or a service's name, with <c>-2</c> and so on for more of one.</summary>
    public required string Name { get; init; }

    public required int Pid { get; init; }

    /// <summary>When it was started, in clock ticks since the machine's start: a number that is used again is not mistaken for it.</summary>
    public required long Started { get; init; }

    /// <summary>Where it listens.</summary>
    public required string Url { get; init; }

    /// <summary>Absolute.</summary>
    public required string Log { get; init; }

    [JsonIgnore]
    public ProcessIdentity Identity => new(Pid, Started);

    [JsonIgnore]
    public bool IsAlive => ProcessTable.IsAlive(Identity);
}
