using EtlMesh.AmazonSqs.Topology;
using EtlMesh.AmazonSqs.Transport;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>The configuration of what a bus's endpoints share: the account, the connections, the broker.</summary>
internal sealed class SqsHostConfiguration : BaseHostConfiguration<SqsReceiveEndpointConfiguration, IAmazonSqsReceiveEndpointConfigurator>
{
    private readonly SqsBusConfiguration bus;
    private readonly SqsBusTopology topology;
    private readonly Lock opening = new();
    private SqsHostSettings? settings;
    private SqsAccount? account;

    public SqsHostConfiguration(SqsBusConfiguration bus)
        : base(bus)
    {
        this.bus = bus;
        topology = new SqsBusTopology(this, bus.SqsTopology);
    }

    public override Uri HostAddress => Settings.Address.Uri;

    public override IBusTopology Topology => topology;

    /// <summary>Passing failures are tried again below, with the same bytes; here they would be sent under a new message id.</summary>
    public override IRetryPolicy ReceiveTransportRetryPolicy { get; } = Retry.None;

    public SqsTopologyConfiguration SqsTopology => bus.SqsTopology;

    /// <summary>Opened with the first call, and again when a stopped bus starts anew.</summary>
    public SqsAccount Account
    {
        get
        {
            lock (opening)
                return account ??= new SqsAccount(Settings);
        }
    }

    public SqsHostSettings Settings
    {
        get => settings ?? throw new ConfigurationException("The SQS transport does not know its region: call Host.");
        set
        {
            settings = value;
            if (value.ScopeTopics)
                SqsTopology.Message.SetEntityNameFormatter(new PrefixEntityNameFormatter(SqsTopology.Message.EntityNameFormatter, value.Address.Scope + "_"));
        }
    }

    public async Task CloseAsync()
    {
        SqsAccount? open;
        lock (opening)
            (open, account) = (account, null);
        if (open is not null)
            await open.DisposeAsync();
    }

    public override IEnumerable<ValidationResult> Validate()
    {
        foreach (var result in base.Validate())
            yield return result;
        if (settings is null)
            yield return this.Failure("Host", "is missing: the SQS transport does not know its region");
    }

    public SqsReceiveEndpointConfiguration Create(ReceiveSettings receive, SqsEndpointConfiguration endpoint, Action<IAmazonSqsReceiveEndpointConfigurator>? configure)
    {
        var configuration = new SqsReceiveEndpointConfiguration(this, receive, endpoint);
        configure?.Invoke(configuration);
        Observers.EndpointConfigured(configuration);
        Add(configuration);
        return configuration;
    }

    public SqsReceiveEndpointConfiguration Create(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator>? configure) =>
        Create(new ReceiveSettings(queueName), bus.ForEndpoint(), configure);

    public void ApplyEndpointDefinition(IAmazonSqsReceiveEndpointConfigurator configurator, IEndpointDefinition definition)
    {
        if (definition.IsTemporary)
            configurator.AutoDelete = true;
        base.ApplyEndpointDefinition(configurator, definition);
    }

    public override void ReceiveEndpoint(
        IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter, Action<IAmazonSqsReceiveEndpointConfigurator>? configureEndpoint = null) =>
        Create(definition.GetEndpointName(endpointNameFormatter ?? DefaultEndpointNameFormatter.Instance), configurator =>
        {
            ApplyEndpointDefinition(configurator, definition);
            configureEndpoint?.Invoke(configurator);
        });

    public override void ReceiveEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator> configureEndpoint) => Create(queueName, configureEndpoint);

    public override IReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(string queueName, Action<IReceiveEndpointConfigurator>? configure) =>
        Create(queueName, configure);

    public override IHost Build()
    {
        var host = new SqsHost(this, topology);
        foreach (var endpoint in GetConfiguredEndpoints())
            endpoint.Build(host);
        return host;
    }
}
