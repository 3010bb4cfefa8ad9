using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Serilog.Events;

namespace EtlMesh.Hosting;

/// <summary>The host of one service of the mesh: settings, logs, telemetry, health, staged data, and the bus.</summary>
public sealed class MeshService
{
    private const int WrongSettings = 2;
    private readonly WebApplicationBuilder builder;

    private MeshService(WebApplicationBuilder builder, string scratch) => (this.builder, Scratch) = (builder, scratch);

    public IServiceCollection Services => builder.Services;

    public IConfiguration Configuration => builder.Configuration;

    /// <summary>A folder for files on their way, this process's own.</summary>
    public string Scratch { get; }

    /// <summary>Where staged data lies.</summary>
    /// <exception cref="TerminalEtlException">A setting is wrong.</exception>
    public StagingOptions Staging => StagingOptions.Read(Configuration, Path.Combine(Scratch, "objects"));

    /// <summary>Composes a service and runs it until it is told to stop.</summary>
    /// <param name="name">Such as <c>loader</c>.</param>
    /// <param name="args">The command line: settings as <c>--Bus:Region=eu-central-1</c>.</param>
    /// <param name="compose">Adds what the service is made of.</param>
    /// <param name="map">Adds what it answers beside its health.</param>
    /// <returns>The exit code: 0 after a stop, 2 when a setting is wrong.</returns>
    public static async Task<int> RunAsync(string name, string[] args, Action<MeshService> compose, Action<WebApplication>? map = null)
    {
        try
        {
            using var faults = FaultInjection.FromEnvironment(Environment.GetEnvironmentVariable, Console.Error, TimeProvider.System, CancellationToken.None);
            var service = Create(name, args);
            compose(service);
            await using var app = service.builder.Build();
            app.MapHealthChecks("/health", new HealthCheckOptions
            {
                ResponseWriter = HealthReply.WriteAsync,
                ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable }, // a bus that has lost its queues calls itself degraded
            });
            app.MapGet("/alive", () => Results.Text(name));
            map?.Invoke(app);
            await app.StartAsync(CancellationToken.None);
            app.Logger.Started(name, string.Join(' ', app.Urls));
            await app.WaitForShutdownAsync(CancellationToken.None);
            app.Logger.Stopped(name);
            return 0;
        }
        catch (Exception wrong) when (wrong is TerminalEtlException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"{name}: {wrong.Message}");
            return WrongSettings;
        }
    }

    /// <summary>Adds staged data, bundles, and the warehouses and lakes that bundles name.</summary>
    public MeshService AddData()
    {
        var staging = Staging;
        Services.AddSingleton<IObjectStore>(provider => staging.Open(provider.GetRequiredService<TimeProvider>()));
        Services.AddSingleton(provider => new BundleStore(provider.GetRequiredService<IObjectStore>(), Path.Combine(Scratch, "bundles")));
        Services.AddSingleton<IWarehouses, PipelineWarehouses>();
        Services.AddSingleton(provider => new LakePlaces(
            provider.GetRequiredService<IObjectStore>(), staging.Place, S3Access.FromEnvironment(Environment.GetEnvironmentVariable), Path.Combine(Scratch, "lake"), Environment.GetEnvironmentVariable, provider.GetRequiredService<TimeProvider>()));
        return this;
    }

    /// <summary>Adds the bus, and on it the service.</summary>
    public MeshService AddBus(Action<IBusRegistrationConfigurator> addService, Action<IBusFactoryConfigurator>? configure = null)
    {
        Services.AddEtlMeshOnSqs(BusOptions.Read(Configuration), addService, configure);
        return this;
    }

    private static MeshService Create(string name, string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = name, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddEtlMeshLogging(terminal: !Console.IsErrorRedirected, Level(builder.Configuration));
        builder.Services.AddEtlMeshTelemetry(name, Environment.GetEnvironmentVariable);
        var scratch = new ScratchFolder(builder.Configuration["Scratch"], name);
        builder.Services.AddSingleton(scratch).AddHostedService(provider => provider.GetRequiredService<ScratchFolder>());
        return new MeshService(builder, scratch.Path);
    }

    private static LogEventLevel Level(IConfiguration configuration)
    {
        var level = configuration["LogLevel"] ?? nameof(LogEventLevel.Information);
        Settings.Require(Enum.TryParse<LogEventLevel>(level, ignoreCase: true, out var known), "LogLevel", $"is {level}; write one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}");
        return known;
    }
}
