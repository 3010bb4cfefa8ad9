namespace EtlMesh.Orchestrator.Operations;

/// <summary>The API does not do what it was asked.</summary>
/// <param name="status">The answer's HTTP status.</param>
/// <param name="message">What, where, what to do.</param>
public sealed class RefusedException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>The run that it is about, when it is about one.</summary>
    public (Guid Id, int Attempt)? Run { get; init; }

    internal static RefusedException UnknownPipeline(string name) =>
        new(404, $"The mesh knows no pipeline {name}; `etlmesh bundles push {name}` makes it known.");
}
