using MassTransit.Configuration;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>What a bus and its endpoints are configured with alike.</summary>
internal class SqsEndpointConfiguration : EndpointConfiguration
{
    protected SqsEndpointConfiguration(SqsTopologyConfiguration topology)
        : base(topology) => SqsTopology = topology;

    private SqsEndpointConfiguration(SqsEndpointConfiguration bus, SqsTopologyConfiguration topology, bool isBusEndpoint)
        : base(bus, topology, isBusEndpoint) => SqsTopology = topology;

    public SqsTopologyConfiguration SqsTopology { get; }

    public SqsEndpointConfiguration ForEndpoint(bool isBusEndpoint = false) => new(this, SqsTopology.ForEndpoint(), isBusEndpoint);
}
