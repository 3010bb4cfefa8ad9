namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The topic of a message type that is not known when compiling.</summary>
internal interface ISqsMessagePublishTopology
{
    TopicDefinition Topic { get; }

    bool Exclude { get; }
}
