using System.Globalization;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>How one queue is received from.</summary>
internal sealed class ReceiveSettings(string queueName)
{
    public string QueueName { get; set; } = queueName;

    public bool AutoDelete { get; set; }

    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(3);

    public TimeSpan? VisibilityTimeout { get; set; }

    public TimeSpan RedeliverVisibilityTimeout { get; set; } = TimeSpan.FromSeconds(1);

    public int? MaxReceiveCount { get; set; } = 10;

    public bool PurgeOnStartup { get; set; }

    public bool Ordered { get; set; } = EntityName.IsFifo(queueName);

    public Dictionary<string, string> QueueAttributes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> QueueTags { get; } = new(StringComparer.Ordinal);

    /// <summary>The topics that the endpoint's messages are published to, by name.</summary>
    public Dictionary<string, TopicDefinition> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>The queue as its owner wants it. A temporary one keeps SQS's own retention and has no place for poison.</summary>
    public QueueDefinition Queue
    {
        get
        {
            var attributes = new Dictionary<string, string>(AutoDelete ? QueueDefinition.NoMap : QueueDefinition.Kept, StringComparer.Ordinal);
            if (VisibilityTimeout is { } visibility)
                attributes["VisibilityTimeout"] = visibility.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            foreach (var (name, value) in QueueAttributes)
                attributes[name] = value;
            var poison = AutoDelete || MaxReceiveCount is null ? null : new PoisonQueue(EntityName.Beside(QueueName, stem => $"{stem}_dead"), MaxReceiveCount.Value);
            return new QueueDefinition(QueueName, AutoDelete, attributes, QueueTags, poison);
        }
    }
}
