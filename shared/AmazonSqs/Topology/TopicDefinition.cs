namespace EtlMesh.AmazonSqs.Topology;

/// <summary>A topic as it should be.</summary>
internal sealed record TopicDefinition(string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> Tags)
{
    public static TopicDefinition Named(string name) => new(name, QueueDefinition.NoMap, QueueDefinition.NoMap);

    public bool IsFifo => EntityName.IsFifo(Name);
}
