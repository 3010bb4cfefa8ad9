using MassTransit;

namespace EtlMesh.AmazonSqs;

/// <summary>Configures the endpoint of one queue.</summary>
public interface IAmazonSqsReceiveEndpointConfigurator : IReceiveEndpointConfigurator
{
    /// <summary>The queue goes when the endpoint stops. A crash leaves it behind.</summary>
    bool AutoDelete { set; }

    /// <summary>How long one poll waits for messages, 1 to 20 s; 3 s by default. A stop waits for the poll that is under way.</summary>
    TimeSpan WaitTime { set; }

    /// <summary>How long a received message is hidden from others before it is hidden again, 1 s to 12 h; by default the queue's own.</summary>
    TimeSpan VisibilityTimeout { set; }

    /// <summary>When a message that could not be worked on comes again: 1 s by default, doubled with each time, a minute at most.</summary>
    TimeSpan RedeliverVisibilityTimeout { set; }

    /// <summary>How often a message may be received, 1 to 1,000, before SQS moves it to <c>{queue}_dead</c>: it kills who works on it. 10 by default; nothing for ever.</summary>
    int? MaxReceiveCount { set; }

    /// <summary>Empties the queue when the endpoint starts.</summary>
    bool PurgeOnStartup { set; }

    /// <summary>SQS's own attributes of the queue, and of the queues beside it.</summary>
    IDictionary<string, string> QueueAttributes { get; }

    IDictionary<string, string> QueueTags { get; }

    /// <summary>Subscribes the queue to another topic.</summary>
    void Subscribe(string topicName);

    /// <summary>Subscribes the queue to a message type's topic.</summary>
    void Subscribe<T>()
        where T : class;

    /// <summary>Works on messages of one group of a FIFO queue at the same time.</summary>
    void DisableMessageOrdering();
}
