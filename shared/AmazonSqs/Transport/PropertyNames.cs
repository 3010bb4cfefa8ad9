namespace EtlMesh.AmazonSqs.Transport;

/// <summary>The names under which a message's FIFO properties are stored with it, as in MassTransit.AmazonSQS.</summary>
internal static class PropertyNames
{
    public const string GroupId = "SQS-GroupId";
    public const string DeduplicationId = "SQS-DeduplicationId";
}
