using System.Diagnostics;
using EtlMesh.AmazonSqs;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Transport;

/// <summary>Messages through the bus: serialised, sent in batches, received, handled, deleted in batches.</summary>
internal sealed class BusLoop : IAsyncDisposable
{
    private const string Queue = "bench-bus";
    private const int Senders = 200;

    private readonly ServiceProvider services;
    private readonly Counter handled;
    private ISendEndpoint endpoint = null!;

    private BusLoop(ServiceProvider services, Counter handled) => (this.services, this.handled) = (services, handled);

    /// <summary>The body of a message as it goes over the wire.</summary>
    public string SampleBody { get; private set; } = "";

    public static async Task<BusLoop> StartAsync(Uri emulator)
    {
        var handled = new Counter();
        var services = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.UsingAmazonSqs((_, transport) =>
                {
                    transport.Host("eu-central-1", host =>
                    {
                        host.AccessKey("key");
                        host.SecretKey("secret");
                        host.ServiceUrl(emulator);
                    });
                    transport.ReceiveEndpoint(Queue, receive =>
                    {
                        receive.PrefetchCount = 200;
                        receive.ConcurrentMessageLimit = 100;
                        receive.Handler<Work>(_ =>
                        {
                            handled.Add();
                            return Task.CompletedTask;
                        });
                    });
                });
            })
            .BuildServiceProvider();
        var loop = new BusLoop(services, handled);
        await services.GetRequiredService<IBusControl>().StartAsync();
        loop.endpoint = await services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"queue:{Queue}"));
        var sample = handled.UntilAsync(1);
        await loop.endpoint.Send(Work.Of(0), Pipe.Execute<SendContext<Work>>(context => loop.SampleBody = context.Serializer.GetMessageBody(context).GetString()));
        await sample;
        return loop;
    }

    public async Task RunAsync(int messages)
    {
        var done = handled.UntilAsync(messages);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (number, stop) => await endpoint.Send(Work.Of(number), stop));
        await done;
    }

    /// <returns>Milliseconds from the call that sends to the call of the handler.</returns>
    public async Task<double> OneAsync()
    {
        var done = handled.UntilAsync(1);
        var start = Stopwatch.GetTimestamp();
        await endpoint.Send(Work.Of(0));
        await done;
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<IBusControl>().StopAsync();
        await services.DisposeAsync();
    }
}
