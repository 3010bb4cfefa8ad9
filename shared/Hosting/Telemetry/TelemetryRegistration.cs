using EtlMesh.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Hosting;

/// <summary>Puts telemetry into a host.</summary>
public static partial class TelemetryRegistration
{
    /// <summary>Sends the host's spans and metrics from its start until its services are disposed, when the environment says where to.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="service">The service's name, such as <c>loader</c>.</param>
    /// <param name="variable">The value of an environment variable; null when it is not set.</param>
    /// <exception cref="TerminalEtlException">A variable's value is wrong; the message names it.</exception>
    public static IServiceCollection AddEtlMeshTelemetry(this IServiceCollection services, string service, Func<string, string?> variable)
    {
        if (OtlpSettings.Read(service, variable) is not { } settings)
            return services;

        return services
            .AddSingleton(provider => Telemetry.Start(settings, provider.GetRequiredService<ILogger<Telemetry>>().NotSent))
            .AddHostedService<Sender>();
    }

    [LoggerMessage(7000, LogLevel.Warning, "{Trouble}")]
    private static partial void NotSent(this ILogger logger, string trouble);

    /// <summary>Brings telemetry up with the host; the host's end disposes it after every service has stopped.</summary>
    private sealed class Sender(Telemetry telemetry) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive(telemetry);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
