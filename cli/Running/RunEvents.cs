using System.Threading.Channels;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Cli;

/// <summary>Every event and command of the runs on this process's bus, in the order in which they are published: a cause always comes before what it caused.</summary>
public sealed class RunEvents : IPublishObserver
{
    private readonly Channel<RunMessage> messages = Channel.CreateUnbounded<RunMessage>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>What was published and not read yet.</summary>
    public ChannelReader<RunMessage> Messages => messages.Reader;

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is RunMessage message)
            messages.Writer.TryWrite(message);
        return Task.CompletedTask;
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
