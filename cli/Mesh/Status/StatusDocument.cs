using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What <c>status --output json</c> prints: the mesh's own answer, with what is known of its processes beside it.</summary>
/// <param name="Healthy">Whether every process is.</param>
/// <param name="Error">Why the orchestrator could not be asked; null when it was.</param>
/// <param name="Services">Every process.</param>
/// <param name="Queues">Null when the orchestrator could not be asked, as what follows.</param>
/// <param name="Runs">Those in flight.</param>
/// <param name="DeadLetters">Open ones.</param>
/// <param name="Outbox">Messages that are committed and not sent yet.</param>
public sealed record StatusDocument(
    bool Healthy,
    string? Error,
    IReadOnlyList<ServiceStatusDocument> Services,
    IReadOnlyList<QueueStatusDocument>? Queues,
    IReadOnlyList<MeshRun>? Runs,
    long? DeadLetters,
    long? Outbox);
