using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Orchestrator.Status;

/// <summary>The mesh's queues at one time.</summary>
/// <param name="At">Null before they were seen first.</param>
internal sealed record QueueSample(DateTimeOffset? At, IReadOnlyList<QueueStatusDocument> Queues);
