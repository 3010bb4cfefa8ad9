using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Migrations;
using EtlMesh.Orchestrator.Scheduling;
using EtlMesh.Orchestrator.Tests.Catalog;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Tests.Scheduling;

/// <summary>One orchestrator's schedule and catalog on a database that it may share; its bus is never started, so what it says stays in the outbox.</summary>
internal sealed class ScheduleHost : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder = Directory.CreateTempSubdirectory("etlmesh-orchestrator-").FullName;
    private readonly string connection;

    private ScheduleHost(string connection, TimeProvider time)
    {
        this.connection = connection;
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Orchestrator:Database", (string?)connection)]).Build();
        services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton(time)
            .AddSingleton(new BundleStore(new LocalObjectStore(folder), Path.Combine(folder, "unpacked")))
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.UsingInMemory();
            })
            .AddOrchestratorService(settings, folder, name => name == "WAREHOUSE_URL" ? "postgres://warehouse/etl" : null)
            .BuildServiceProvider(validateScopes: true);
    }

    public HeardLog Log { get; } = new();

    public static async Task<ScheduleHost> StartAsync(string connection, TimeProvider time)
    {
        await using var db = OrchestratorDatabase.Open(connection);
        await OrchestratorMigrations.ApplyAsync(db, CancellationToken.None);
        return new ScheduleHost(connection, time);
    }

    public Task<int> TickAsync() => services.GetRequiredService<Scheduler>().StartDueAsync(CancellationToken.None);

    public async Task<BundleDocument> PushAsync(TestPipeline pipeline)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PipelineCatalog>().PushAsync(pipeline.Build().Zip, "ada", CancellationToken.None);
    }

    public async Task PauseAsync(string pipeline)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PipelineCatalog>().PauseAsync(pipeline, "ada", CancellationToken.None);
    }

    public async Task ResumeAsync(string pipeline)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PipelineCatalog>().ResumeAsync(pipeline, "ada", CancellationToken.None);
    }

    public async Task<PipelineDocument> ShowAsync(string pipeline)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PipelineList>().ReadAsync(pipeline, CancellationToken.None);
    }

    /// <summary>The dates that were asked for, each with its key, in the order of asking.</summary>
    public async Task<IReadOnlyList<string>> AskedAsync()
    {
        var rows = await OrchestratorDatabase.ReadAsync(connection, db => db.Outbox.OrderBy(row => row.Id));
        return [.. rows.Where(row => row.MessageType.Contains(nameof(RequestRun), StringComparison.Ordinal)).Select(Told)];
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Told(OutboxRow row)
    {
        using var envelope = System.Text.Json.JsonDocument.Parse(row.Body);
        var message = envelope.RootElement.GetProperty("message");
        return $"{message.GetProperty("runDate").GetString()} {message.GetProperty("key").GetString()}";
    }
}
