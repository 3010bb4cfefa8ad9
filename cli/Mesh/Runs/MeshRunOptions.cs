using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What <c>etlmesh runs start</c> was asked to do.</summary>
public sealed record MeshRunOptions
{
    /// <summary>The run, by the name that its pipeline has in the mesh.</summary>
    public required StartRunDocument Request { get; init; }

    /// <summary>Follows the run to its end.</summary>
    public bool Wait { get; init; }

    public OutputFormat Output { get; init; }

    public string? Home { get; init; }
}
