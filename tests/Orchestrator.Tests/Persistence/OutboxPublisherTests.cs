using EtlMesh.AmazonSqs;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Tests.Simulation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>What is said outside of a message's handling leaves with its transaction, or not at all.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class OutboxPublisherTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task CommittedRequest_StartsItsRun()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        var id = NewId.NextGuid();

        await SayAsync(night, Plans.Request(Plans.Embedded), id, commit: true);

        Assert.IsType<RunCompleted>(await night.Ended());
        Assert.Single(await OrchestratorDatabase.ReadAsync(connection, db => db.Inbox.Where(row => row.MessageId == id)));
    }

    [Fact]
    public async Task RequestThatIsTakenBack_IsNeverHeard()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);

        await SayAsync(night, Plans.Request(Plans.Embedded), NewId.NextGuid(), commit: false);
        await night.QuietAsync();
        await night.HandledAsync(Plans.Request(Plans.Embedded) with { RunId = Guid.CreateVersion7() });

        Assert.DoesNotContain(await OrchestratorDatabase.ReadAsync(connection, db => db.Sagas), saga => saga.Id == Plans.Run);
    }

    [Fact]
    public async Task SameMessageTwice_StartsOneRun()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        var id = NewId.NextGuid();

        await SayAsync(night, Plans.Request(Plans.Embedded), id, commit: true);
        await SayAsync(night, Plans.Request(Plans.Embedded), id, commit: true);

        Assert.IsType<RunCompleted>(await night.Ended());
        await night.QuietAsync();
        Assert.Single(night.Commands.OfType<OpenAttempt>());
    }

    [Fact]
    public async Task OnSqs_GoesToTheTopicOfTheMessage()
    {
        await using var provider = new ServiceCollection().AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingAmazonSqs((_, sqs) => sqs.Host("eu-central-1", host => host.Scope("night", scopeTopics: true)));
        }).BuildServiceProvider();
        await using var db = OrchestratorDatabase.Open(await database.CreateAsync());
        var time = new ManualTime();

        new OutboxPublisher(provider.GetRequiredService<IBusControl>(), time).Publish(db, Plans.Request(Plans.Mesh));

        var row = Assert.Single(db.ChangeTracker.Entries<OutboxRow>()).Entity;
        Assert.Equal("amazonsqs://eu-central-1/night_EtlMesh_Contracts-RequestRun?type=topic", row.Destination);
        Assert.Equal("urn:message:EtlMesh.Contracts:RequestRun", row.MessageType.Split(';')[0]);
        Assert.Contains("\"pipeline\": \"daily-metrics\"", row.Body, StringComparison.Ordinal);
        Assert.Equal(time.Now, row.DueAt);
    }

    private static async Task SayAsync(NightBus night, RequestRun request, Guid id, bool commit)
    {
        await using var scope = night.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        scope.ServiceProvider.GetRequiredService<OutboxPublisher>().Publish(db, request, id);
        await db.SaveChangesAsync();
        if (!commit)
            return;
        await transaction.CommitAsync();
        scope.ServiceProvider.GetRequiredService<OutboxSignal>().Raise();
    }
}
