using EtlMesh.AmazonSqs.Configuration;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>A process with a bus and a wire of its own, which can be stopped, or killed.</summary>
internal sealed class BusProcess : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private bool stopped;

    private BusProcess(ServiceProvider services, Wire wire) => (this.services, Wire) = (services, wire);

    public Wire Wire { get; }

    public IBusControl Bus => services.GetRequiredService<IBusControl>();

    /// <summary>Cancelled when the process is killed or disposed.</summary>
    public CancellationTokenSource Killed { get; } = new();

    public static async Task<BusProcess> StartAsync(
        EmulatedCloud cloud,
        Action<IAmazonSqsBusFactoryConfigurator> endpoints,
        Action<IBusRegistrationConfigurator>? register = null,
        Action<SqsHostSettings>? host = null,
        Wire? wire = null)
    {
        var process = Build(cloud, endpoints, register, host, wire);
        try
        {
            await process.Bus.StartAsync(new CancellationTokenSource(Bound.Generous).Token);
            return process;
        }
        catch
        {
            process.stopped = true;
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A process whose bus is not started.</summary>
    public static BusProcess Build(
        EmulatedCloud cloud,
        Action<IAmazonSqsBusFactoryConfigurator> endpoints,
        Action<IBusRegistrationConfigurator>? register = null,
        Action<SqsHostSettings>? host = null,
        Wire? wire = null)
    {
        wire ??= new Wire();
        var services = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.SetKebabCaseEndpointNameFormatter();
                register?.Invoke(bus);
                bus.UsingAmazonSqs((context, transport) =>
                {
                    transport.Host("eu-central-1", configurator =>
                    {
                        cloud.Configure(configurator);
                        var settings = (SqsHostSettings)configurator;
                        settings.Wire = () => wire;
                        host?.Invoke(settings);
                    });
                    endpoints(transport);
                    transport.ConfigureEndpoints(context);
                });
            })
            .BuildServiceProvider(validateScopes: true);
        return new BusProcess(services, wire);
    }

    /// <summary>A process with one queue and one handler.</summary>
    public static Task<BusProcess> HandlingAsync<T>(
        EmulatedCloud cloud, string queue, Func<ConsumeContext<T>, Task> handle, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null,
        Wire? wire = null, Action<IBusRegistrationConfigurator>? register = null)
        where T : class =>
        StartAsync(cloud, transport => transport.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.WaitTime = TimeSpan.FromSeconds(1);
            configure?.Invoke(endpoint);
            endpoint.Handler<T>(context => handle(context));
        }), register, wire: wire);

    public async Task SendAsync<T>(string queue, T message, Action<SendContext<T>>? configure = null)
        where T : class
    {
        var endpoint = await Bus.GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context => configure?.Invoke(context))).Within();
    }

    public Task<HealthReport> CheckHealthAsync() => services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async Task StopAsync()
    {
        stopped = true;
        await Bus.StopAsync(CancellationToken.None).Within();
    }

    /// <summary>Nothing of what the process holds or does reaches the cloud any more.</summary>
    public void Kill()
    {
        Wire.Cut();
        Killed.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopped)
        {
            await Killed.CancelAsync();
            await Bus.StopAsync(CancellationToken.None).Within();
        }

        await services.DisposeAsync();
    }
}
