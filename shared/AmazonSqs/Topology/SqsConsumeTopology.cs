using MassTransit;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>What an endpoint consumes. Temporary queues stay at 72 characters, which leaves room for a suffix.</summary>
internal sealed class SqsConsumeTopology() : ConsumeTopology(72);
