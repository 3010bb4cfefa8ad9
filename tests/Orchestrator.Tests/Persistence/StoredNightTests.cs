using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>Whole nights whose sagas live in PostgreSQL.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class StoredNightTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task Night_CompletesAndLeavesNothingToBeSaid()
    {
        var connection = await database.CreateAsync();
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);

        await night.Publish(Plans.Request(Plans.Embedded));

        Assert.Equal(1, Assert.IsType<RunCompleted>(await night.Ended()).Attempt);
        await night.QuietAsync();
        Assert.Empty(await OrchestratorDatabase.ReadAsync(connection, db => db.Outbox));
        Assert.Equal(
            ["nightly-run Completed", "table-transfer Loaded", "table-transfer Loaded"],
            (await OrchestratorDatabase.ReadAsync(connection, db => db.Sagas)).Select(saga => $"{saga.Kind} {saga.State}").Order());
    }

    [Fact]
    public async Task TransientException_IsRetriedAfterAStoredDeadline()
    {
        var thrown = 0;
        await using var night = await NightBus.StartAsync(
            new SimulatedServices(),
            command =>
            {
                if (command is ExtractSlice { K: 2, Table: "orders" } or BuildCandidate && Interlocked.Increment(ref thrown) <= 2)
                    throw new TransientEtlException("the server was busy");
            },
            await database.CreateAsync());

        await night.Publish(Plans.Request(Plans.Embedded with { Extract = Patient, Transform = Patient }));

        Assert.IsType<RunCompleted>(await night.Ended());
        Assert.True(thrown > 2);
    }

    [Fact]
    public async Task MissingAnswer_IsAskedAgainAtTheDeadline()
    {
        var services = new SimulatedServices();
        services.Next<CheckCandidate>(_ => null);
        await using var night = await NightBus.StartAsync(services, connection: await database.CreateAsync());

        await night.Publish(Plans.Request(Plans.Embedded with { Quality = new StageLimits { Timeout = TimeSpan.FromMilliseconds(50), Retries = 200 } }));

        Assert.IsType<RunCompleted>(await night.Ended());
        Assert.True(night.Commands.OfType<CheckCandidate>().Count() > 1);
    }

    private static StageLimits Patient { get; } = new() { Timeout = TimeSpan.FromMinutes(1), Retries = 3 };
}
