using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EtlMesh.Hosting;

/// <summary>Sends this process's spans and metrics (sources and meters <c>EtlMesh.*</c>) to a collector until it is disposed. Work never waits for the collector, and its absence is a warning at most.</summary>
public sealed class Telemetry : IAsyncDisposable
{
    private const string Ours = "EtlMesh.*";

    /// <summary>How long the last spans and metrics may take to leave.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly OtlpSettings settings;
    private readonly Action<string> warn;
    private readonly ExportTroubles troubles = new();
    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;
    private int ended;

    private Telemetry(OtlpSettings settings, Action<string> warn)
    {
        (this.settings, this.warn) = (settings, warn);
        var environment = new ConfigurationBuilder().Add(new SdkEnvironment(settings)).Build();
        if (settings.Traces)
            traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(environment))
                .SetResourceBuilder(Resource(settings))
                .SetSampler(new RunSampler(settings.Sampler))
                .AddSource(Ours)
                .AddOtlpExporter()
                .Build();
        if (settings.Metrics)
            metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(environment))
                .SetResourceBuilder(Resource(settings))
                .AddMeter(Ours)
                .AddOtlpExporter()
                .Build();
    }

    /// <param name="settings">Where to.</param>
    /// <param name="warn">Told in one sentence, at the end, when something could not be sent.</param>
    public static Telemetry Start(OtlpSettings settings, Action<string> warn) => new(settings, warn);

    /// <summary>Sends what is left, for some seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref ended, 1) == 1)
            return;

        var milliseconds = (int)Patience.TotalMilliseconds;
        var sent = await Task.WhenAll(
            Task.Run(() => traces?.Shutdown(milliseconds) ?? true),
            Task.Run(() => metrics?.Shutdown(milliseconds) ?? true));
        if (troubles.First is { } trouble)
            warn($"Sending traces and metrics to {settings.Endpoint}: {trouble} Runs are not affected; check {OtlpSettings.EndpointVariable}.");
        else if (sent.Contains(false))
            warn($"Sending traces and metrics to {settings.Endpoint}: no answer within {Patience.TotalSeconds:0} s, some are lost. Runs are not affected; check {OtlpSettings.EndpointVariable}.");
        traces?.Dispose();
        metrics?.Dispose();
        troubles.Dispose();
    }

    /// <summary>The variables come last, so they win.</summary>
    private static ResourceBuilder Resource(OtlpSettings settings) => ResourceBuilder.CreateEmpty()
        .AddService(settings.Service, serviceVersion: typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
