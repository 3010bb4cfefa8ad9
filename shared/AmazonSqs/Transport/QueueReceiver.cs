using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>The life of an endpoint: declare the queue, say that it is ready, receive until the stop.</summary>
internal sealed class QueueReceiver : ReceiveTransportHandle
{
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(30);

    private readonly SqsHostConfiguration host;
    private readonly SqsReceiveEndpointContext context;
    private readonly ReceiveSettings settings;
    private readonly EndpointHealth health;
    private readonly IReceivePipeDispatcher dispatcher;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;
    private IReadOnlyList<string> subscriptions = [];
    private volatile QueuePump? pump;

    public QueueReceiver(SqsHostConfiguration host, SqsReceiveEndpointContext context, ReceiveSettings settings)
    {
        (this.host, this.context, this.settings) = (host, context, settings);
        health = new EndpointHealth(context);
        dispatcher = context.CreateReceivePipeDispatcher();
        running = Task.Run(RunAsync, CancellationToken.None);
    }

    private Broker Broker => host.Account.Broker;

    /// <summary>Ends when all messages in hand are done with or given back. After the host's stop time-outs their consumers are cancelled.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if ((context.ConsumerStopTimeout ?? context.StopTimeout) is { } most)
            patience.CancelAfter(most);
        await using var end = patience.Token.Register(() => pump?.Abandon());
        await running;
    }

    private async Task RunAsync()
    {
        LogContext.SetCurrentIfNull(context.LogContext);
        try
        {
            await PersistAsync(DeployTopicsAsync);
            await ConnectedAsync();
            while (!stopping.IsCancellationRequested)
                await PersistAsync(ReceiveAsync);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            var metrics = dispatcher.GetMetrics();
            await context.TransportObservers.NotifyCompleted(context.InputAddress, metrics);
            context.LogConsumerCompleted(metrics.DeliveryCount, metrics.ConcurrentDeliveryCount);
        }
    }

    /// <summary>The bus's own endpoint makes its queue only when somebody waits for an answer.</summary>
    private async Task ConnectedAsync()
    {
        if (context.ReceivePipe.Connected.IsCompleted)
            return;
        await context.TransportObservers.NotifyReady(context.InputAddress, isStarted: false);
        await context.ReceivePipe.Connected.WaitAsync(stopping.Token);
    }

    /// <summary>Tries until it works, and tells the bus's health what is in the way.</summary>
    private async Task PersistAsync(Func<Task> step)
    {
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                await health.IllAsync(failed);
                await Task.Delay(Backoff.After(health.Failures, LongestBreak), host.Settings.Time, stopping.Token);
            }
        }
    }

    private async Task DeployTopicsAsync()
    {
        if (context.IsBusEndpoint && host.DeployPublishTopology)
            await Task.WhenAll(host.SqsTopology.Publish.Topics.Select(topic => Broker.TopicAsync(topic, stopping.Token)));
    }

    private async Task ReceiveAsync()
    {
        SqsQueue? queue = null;
        try
        {
            (queue, subscriptions) = await Broker.DeclareAsync(settings.Queue, settings.Topics.Values, stopping.Token);
            if (host.DeployTopologyOnly)
                await DeployOnlyAsync();
            if (settings.PurgeOnStartup)
                await Broker.PurgeAsync(queue, stopping.Token);
            await context.DependenciesReady.WaitAsync(stopping.Token);
            pump = new QueuePump(context, settings, queue, health, dispatcher, host.Settings.Time, stopping.Token);
            await health.ReadyAsync();
            await pump.RunAsync();
        }
        catch (AwsCallException gone) when (gone.IsMissing && queue is not null)
        {
            Broker.ForgetQueue(queue.Name);
            throw;
        }
        finally
        {
            if (queue is not null && settings.AutoDelete && stopping.IsCancellationRequested)
                await RemoveAsync(queue);
        }
    }

    /// <summary>Makes the queues beside the queue too, says that all is there, and receives nothing until the stop.</summary>
    private async Task DeployOnlyAsync()
    {
        await Task.WhenAll(context.Beside.Select(beside => Broker.QueueAsync(beside, stopping.Token)));
        await health.ReadyAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, host.Settings.Time, stopping.Token);
    }

    private async Task RemoveAsync(SqsQueue queue)
    {
        try
        {
            await Broker.RemoveAsync(queue, subscriptions, CancellationToken.None);
        }
        catch (AwsCallException failed)
        {
            LogContext.Warning?.Log(failed, "Removing temporary queue {Queue} failed; remove it by hand", queue.Name);
        }
    }
}
