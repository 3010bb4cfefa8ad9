using EtlMesh.AmazonSqs.Topology;
using EtlMesh.AmazonSqs.Transport;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>The configuration of the endpoint of one queue.</summary>
internal sealed class SqsReceiveEndpointConfiguration(SqsHostConfiguration host, ReceiveSettings settings, SqsEndpointConfiguration endpoint)
    : ReceiveEndpointConfiguration(host, endpoint), IAmazonSqsReceiveEndpointConfigurator
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestVisibility = TimeSpan.FromHours(12);

    public ReceiveSettings Settings => settings;

    public SqsTopologyConfiguration SqsTopology => endpoint.SqsTopology;

    public override Uri HostAddress => host.HostAddress;

    public override Uri InputAddress =>
        new SqsEndpointAddress(host.Settings.Address, settings.QueueName, Durable: !settings.AutoDelete, AutoDelete: settings.AutoDelete).Uri;

    public bool AutoDelete
    {
        set => settings.AutoDelete = value;
    }

    public TimeSpan WaitTime
    {
        set => settings.WaitTime = value;
    }

    public TimeSpan VisibilityTimeout
    {
        set => settings.VisibilityTimeout = value;
    }

    public TimeSpan RedeliverVisibilityTimeout
    {
        set => settings.RedeliverVisibilityTimeout = value;
    }

    public int? MaxReceiveCount
    {
        set => settings.MaxReceiveCount = value;
    }

    public bool PurgeOnStartup
    {
        set => settings.PurgeOnStartup = value;
    }

    public IDictionary<string, string> QueueAttributes => settings.QueueAttributes;

    public IDictionary<string, string> QueueTags => settings.QueueTags;

    public void Subscribe(string topicName) => settings.Topics[topicName] = TopicDefinition.Named(topicName);

    public void Subscribe<T>()
        where T : class
    {
        var topic = SqsTopology.Publish.TopicOf<T>();
        settings.Topics[topic.Name] = topic;
    }

    public void DisableMessageOrdering() => settings.Ordered = false;

    public override ReceiveEndpointContext CreateReceiveEndpointContext() => CreateContext();

    public void Build(IHost built)
    {
        var context = CreateContext();
        var receiveEndpoint = new ReceiveEndpoint(new SqsReceiveTransport(host, context, settings), context);
        built.AddReceiveEndpoint(settings.QueueName, receiveEndpoint);
        ReceiveEndpoint = receiveEndpoint;
    }

    public override IEnumerable<ValidationResult> Validate()
    {
        foreach (var result in base.Validate().Concat(Problems().Select(problem => this.Failure(problem.Key, problem.Message))))
            yield return result.WithParentKey(settings.QueueName);
    }

    private IEnumerable<(string Key, string Message)> Problems()
    {
        if (!EntityName.IsValid(settings.QueueName, isTopic: false))
            yield return ("Queue", "is no name of an SQS queue");
        if (settings.Topics.Keys.FirstOrDefault(topic => !EntityName.IsValid(topic, isTopic: true)) is { } wrong)
            yield return ("Topic", $"{wrong} is no name of an SNS topic");
        if (PrefetchCount < 1)
            yield return ("PrefetchCount", "must be 1 at least");
        if (settings.WaitTime < TimeSpan.FromSeconds(1) || settings.WaitTime > LongestWait)
            yield return ("WaitTime", "must be 1 to 20 s");
        if (settings.VisibilityTimeout is { } visibility && (visibility < TimeSpan.FromSeconds(1) || visibility > LongestVisibility))
            yield return ("VisibilityTimeout", "must be 1 s to 12 h");
        if (settings.MaxReceiveCount is < 1 or > 1000)
            yield return ("MaxReceiveCount", "must be 1 to 1,000");
    }

    private SqsReceiveEndpointContext CreateContext()
    {
        var builder = new SqsReceiveEndpointBuilder(this);
        ApplySpecifications(builder);
        return builder.CreateContext(host);
    }
}
