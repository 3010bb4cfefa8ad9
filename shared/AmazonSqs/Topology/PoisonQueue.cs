namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The queue of messages that were received too often without an end, because they kill who works on them.</summary>
internal sealed record PoisonQueue(string Name, int MaxReceiveCount);
