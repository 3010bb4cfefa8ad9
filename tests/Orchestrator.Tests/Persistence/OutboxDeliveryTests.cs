using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Tests.Simulation;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>What was committed is said, and what was not is not.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class OutboxDeliveryTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task MessageToNowhere_IsKeptWithItsErrorAndTriedAgain()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        await using (var db = OrchestratorDatabase.Open(connection))
        {
            db.Outbox.Add(new OutboxRow
            {
                DueAt = DateTimeOffset.UnixEpoch,
                MessageId = NewId.NextGuid(),
                MessageType = "urn:message:EtlMesh.Contracts:RunStarted",
                Destination = "nowhere://",
                ContentType = "application/vnd.masstransit+json",
                Envelope = "{}",
                Body = "{}",
            });
            await db.SaveChangesAsync();
        }

        await night.QuietAsync();

        var row = Assert.Single(await OrchestratorDatabase.ReadAsync(connection, db => db.Outbox));
        Assert.True(row.Attempts > 0);
        Assert.False(string.IsNullOrEmpty(row.LastError));
        Assert.True(row.DueAt > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task FailureOfTheHandling_LeavesNeitherStateNorMessages()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);
        // The state cannot be stored, so nothing of what the saga decided may become known.
        await using (var db = OrchestratorDatabase.Open(connection))
            await db.Database.ExecuteSqlAsync($"ALTER TABLE orchestrator.sagas ADD CONSTRAINT no_nights CHECK (kind <> 'nightly-run')");

        await night.Publish(Plans.Request(Plans.Embedded));
        await night.Refused();

        Assert.Empty(await OrchestratorDatabase.ReadAsync(connection, db => db.Sagas));
        Assert.Empty(await OrchestratorDatabase.ReadAsync(connection, db => db.Outbox));
        Assert.Empty(await OrchestratorDatabase.ReadAsync(connection, db => db.Inbox));
        Assert.Empty(night.Commands);
    }

    [Fact]
    public async Task DeadlineThatIsMet_IsTakenBackWithTheAnswer()
    {
        var connection = await database.CreateAsync();
        var services = new SimulatedServices();
        services.Next<CheckCandidate>(_ => null);
        var checking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var night = await NightBus.StartAsync(
            services,
            command =>
            {
                if (command is CheckCandidate)
                    checking.TrySetResult();
            },
            connection);
        await night.Publish(Plans.Request(Plans.Mesh));
        await checking.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await night.QuietAsync();

        var pending = await OrchestratorDatabase.ReadAsync(connection, db => db.Outbox);

        // One deadline stands: the gate's. Those of the stages before it were taken back.
        var deadline = Assert.Single(pending);
        Assert.NotNull(deadline.Token);
        Assert.Contains("StageDeadline", deadline.MessageType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadline_IsSetOnTheHostsClock()
    {
        var connection = await database.CreateAsync();
        var services = new SimulatedServices();
        services.Next<OpenAttempt>(_ => null);
        var time = new ManualTime(); // years away from the system's
        time.MoveTo(new DateTimeOffset(2040, 2, 29, 2, 0, 0, TimeSpan.Zero));
        await using var night = await NightBus.StartAsync(services, connection: connection, time: time);

        await night.HandledAsync(Plans.Request(Plans.Mesh));

        var deadline = Assert.Single(await OrchestratorDatabase.ReadAsync(connection, db => db.Outbox.Where(row => row.Token != null)));
        Assert.Equal(time.Now + Plans.Mesh.Publish.Timeout, deadline.DueAt, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task TwoDeliveriesAtOnce_SayEachMessageOnce()
    {
        const int Runs = 40;
        var connection = await database.CreateAsync();
        var heard = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var night = await NightBus.StartAsync(
            new SimulatedServices(),
            command =>
            {
                if (command is OpenAttempt && Interlocked.Increment(ref heard) == Runs)
                    all.TrySetResult();
            },
            connection);
        await night.StopStoresAsync();
        var requests = Enumerable.Range(0, Runs).Select(day => Plans.Request(Plans.Embedded) with { RunId = NewId.NextGuid() }).ToList();
        await Task.WhenAll(requests.Select(night.HandledAsync));

        await Task.WhenAll(night.Delivery().DeliverAsync(CancellationToken.None), night.Delivery().DeliverAsync(CancellationToken.None));
        await night.QuietAsync();
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(Runs, night.Commands.OfType<OpenAttempt>().Count());
        Assert.Equal(Runs, night.Commands.OfType<OpenAttempt>().Select(open => open.RunId).Distinct().Count());
    }
}
