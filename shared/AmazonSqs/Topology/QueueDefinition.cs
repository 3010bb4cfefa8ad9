namespace EtlMesh.AmazonSqs.Topology;

/// <summary>A queue as it should be.</summary>
/// <param name="AutoDelete">It goes with the endpoint that made it.</param>
/// <param name="Attributes">SQS's own, such as <c>MessageRetentionPeriod</c>; what is not named stays as it is.</param>
/// <param name="Poison">Where messages go that were received too often; nothing for nowhere.</param>
internal sealed record QueueDefinition(
    string Name,
    bool AutoDelete,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> Tags,
    PoisonQueue? Poison = null)
{
    /// <summary>A queue that somebody only sends to: another owns it and says how it should be.</summary>
    public static QueueDefinition Foreign(SqsEndpointAddress address) =>
        new(address.Name, address.AutoDelete, address.Durable ? Kept : NoMap, NoMap);

    /// <summary>14 days, SQS's most: whoever repairs after a long weekend finds everything still there.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kept = new Dictionary<string, string> { ["MessageRetentionPeriod"] = "1209600" };

    public static readonly IReadOnlyDictionary<string, string> NoMap = new Dictionary<string, string>();

    public bool IsFifo => EntityName.IsFifo(Name);
}
