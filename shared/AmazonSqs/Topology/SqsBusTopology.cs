using MassTransit.Configuration;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The bus's topology, as consumers may ask for it.</summary>
internal sealed class SqsBusTopology(IHostConfiguration host, ITopologyConfiguration topology) : BusTopology(host, topology);
