namespace EtlMesh.AmazonSqs;

/// <summary>There is no queue of that name.</summary>
public sealed class QueueMissingException(string queue) : Exception($"There is no queue {queue}. It is made by the service that receives from it.");
