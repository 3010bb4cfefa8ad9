using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Tests.Simulation;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>A message has one effect, however often it comes.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class InboxTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task SameMessageTenTimesAtOnce_StartsOneRun()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        var request = Plans.Request(Plans.Embedded);
        var id = NewId.NextGuid();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => night.Publish(request, id)));

        Assert.IsType<RunCompleted>(await night.Ended());
        await night.QuietAsync();
        Assert.Single(night.Commands.OfType<OpenAttempt>());
        Assert.Single(await OrchestratorDatabase.ReadAsync(connection, db => db.Inbox.Where(row => row.MessageId == id)));
    }

    [Fact]
    public async Task TwoRequestsAtOnce_StartOneRun()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        var request = Plans.Request(Plans.Embedded);

        await Task.WhenAll(night.Publish(request, NewId.NextGuid()), night.Publish(request, NewId.NextGuid()));

        Assert.IsType<RunCompleted>(await night.Ended());
        await night.QuietAsync();
        Assert.Single(await OrchestratorDatabase.ReadAsync(connection, db => db.Sagas.Where(row => row.Kind == "nightly-run")));
    }

    [Fact]
    public async Task OldRows_AreForgotten()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        await night.Publish(Plans.Request(Plans.Embedded));
        await night.Ended();
        await night.QuietAsync();
        var rows = (await OrchestratorDatabase.ReadAsync(connection, db => db.Inbox)).Count;
        var options = new OutboxOptions();
        var later = new ManualTime();
        later.MoveTo(TimeProvider.System.GetUtcNow() + options.InboxFor + TimeSpan.FromMinutes(1));

        var early = await Sweep(night, options, TimeProvider.System).SweepAsync(CancellationToken.None);
        var forgotten = await Sweep(night, options, later).SweepAsync(CancellationToken.None);

        Assert.Equal((0, rows), (early, forgotten));
    }

    private static InboxSweep Sweep(NightBus night, OutboxOptions options, TimeProvider time) =>
        new(night.Services.GetRequiredService<IServiceScopeFactory>(), options, time, NullLogger<InboxSweep>.Instance);
}
