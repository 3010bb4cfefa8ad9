namespace EtlMesh.Orchestrator.Operations;

/// <summary>How the mesh is.</summary>
/// <param name="Services">Those whose addresses the orchestrator was given.</param>
/// <param name="Queues">The mesh's, by name.</param>
/// <param name="QueuesAt">When the queues were looked into; null when that was never possible.</param>
/// <param name="Runs">Those that are not over.</param>
/// <param name="DeadLetters">Open ones.</param>
/// <param name="Outbox">Messages that are committed, due, and not on the bus yet; deadlines are not among them.</param>
public sealed record StatusDocument(
    IReadOnlyList<ServiceStatusDocument> Services, IReadOnlyList<QueueStatusDocument> Queues, DateTimeOffset? QueuesAt, IReadOnlyList<RunDocument> Runs,
    int DeadLetters, int Outbox);
