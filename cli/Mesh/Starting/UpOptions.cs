using System.Collections.Immutable;

namespace EtlMesh.Cli;

/// <summary>What <c>etlmesh up</c> was asked to do.</summary>
public sealed record UpOptions
{
    /// <summary>Where everything is kept; null for <c>ETLMESH_HOME</c> or <c>.etlmesh</c>.</summary>
    public string? Home { get; init; }

    /// <summary>The port of the orchestrator's API; null for the one it had, or <see cref="DefaultPort"/>, or a free one.</summary>
    public int? Port { get; init; }

    /// <summary>How many processes of a service; those not named as before, else one.</summary>
    public ImmutableSortedDictionary<string, int> Replicas { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Whether the pipelines below <c>pipelines/</c> are made known to the mesh.</summary>
    public bool Push { get; init; } = true;

    public OutputFormat Output { get; init; }

    /// <summary>Where the API is when nobody says otherwise and nobody else is there.</summary>
    public const int DefaultPort = 7420;
}
