namespace EtlMesh.Orchestrator.Status;

/// <summary>How the mesh is looked after.</summary>
public sealed record StatusOptions
{
    /// <summary>How often queues are looked into. More than zero.</summary>
    public TimeSpan SampleEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for. More than zero.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);
}
