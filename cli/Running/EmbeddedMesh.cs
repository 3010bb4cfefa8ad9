using EtlMesh.Extractor;
using EtlMesh.Hosting;
using EtlMesh.Lake;
using EtlMesh.Loader;
using EtlMesh.Notifier;
using EtlMesh.Orchestrator;
using EtlMesh.Pipelines;
using EtlMesh.QualityGate;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace EtlMesh.Cli;

/// <summary>All services of a night in this process: the consumers and sagas of the mesh on a bus in memory, a local folder and a DuckDB file. Only composition differs from the mesh.</summary>
public sealed class EmbeddedMesh : IAsyncDisposable
{
    /// <summary>In one process what failed is not away for long.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>A person waits for it.</summary>
    private static readonly TimeSpan CompensationTimeout = TimeSpan.FromMinutes(1);

    private readonly ServiceProvider services;
    private readonly IBusControl bus;

    private EmbeddedMesh(ServiceProvider services, IBusControl bus) => (this.services, this.bus) = (services, bus);

    public IBus Bus => bus;

    /// <summary>What is published on the bus.</summary>
    public RunEvents Events { get; } = new();

    /// <param name="warehouse">Open; stays the caller's.</param>
    /// <param name="objects">Where staged data lies.</param>
    /// <param name="bundles">The pipelines' files.</param>
    /// <param name="lakes">Finds lakes; stays the caller's.</param>
    /// <param name="places">Where the night's things are.</param>
    /// <param name="level">The least level that is logged.</param>
    /// <param name="shell">Environment, clock, and whether logs are read by a person.</param>
    /// <param name="ct">Gives up the start.</param>
    public static async Task<EmbeddedMesh> StartAsync(
        IWarehouse warehouse, IObjectStore objects, BundleStore bundles, LakePlaces lakes, RunPlaces places, LogEventLevel level, Shell shell, CancellationToken ct)
    {
        var services = new ServiceCollection()
            .AddEtlMeshLogging(shell.ErrorIsTerminal, level)
            .AddSingleton(shell.Time)
            .AddSingleton<IWarehouses>(new OneWarehouse(warehouse))
            .AddSingleton(objects)
            .AddSingleton(bundles)
            .AddSingleton(lakes)
            .AddEtlMeshInMemory(mesh =>
            {
                mesh.AddOrchestrator();
                mesh.AddExtractor(new ExtractorOptions { ScratchFolder = places.Scratch });
                mesh.AddLoader();
                mesh.AddTransformer();
                mesh.AddQualityGate();
                mesh.AddNotifier();
            })
            .Configure<SagaOptions>(saga => (saga.RetryDelay, saga.CompensationTimeout) = (RetryDelay, CompensationTimeout))
            .BuildServiceProvider();
        var started = new EmbeddedMesh(services, services.GetRequiredService<IBusControl>());
        started.bus.ConnectPublishObserver(started.Events);
        await started.bus.StartAsync(ct);
        return started;
    }

    /// <summary>Stops the bus when the work in hand is done, then lets go of the services.</summary>
    public async ValueTask DisposeAsync()
    {
        await bus.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
