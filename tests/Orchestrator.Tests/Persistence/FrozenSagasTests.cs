using System.Text.Json;
using System.Text.Json.Nodes;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Migrations;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>A run that an older orchestrator has begun is ended by this one.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class FrozenSagasTests(OrchestratorDatabase database)
{
    [Theory, MemberData(nameof(FrozenSagas.Names), MemberType = typeof(FrozenSagas))]
    public void StoredRun_IsUnderstoodAndGoesOnToItsEnd(string name)
    {
        var frozen = FrozenSagas.Read(name);
        var night = new NightDriver();
        night.Restore(frozen.Night, frozen.Transfers);
        Assert.Equal(name.Split('-')[0], night.State);
        AssertNothingLost(frozen.Night, JsonSerializer.Serialize(night.Run));
        foreach (var transfer in frozen.Transfers)
            AssertNothingLost(transfer, JsonSerializer.Serialize(night.Transfers.Single(known => transfer.Contains($"{known.CorrelationId}", StringComparison.Ordinal))));

        // Whatever was under way is lost with the older version: what it had set fires, or somebody resumes.
        foreach (var transfer in night.Transfers.Where(transfer => transfer.CurrentState is "Planning" or "Extracting" or "Loading").ToList())
        {
            night.Deliver(new StageDeadline { SagaId = transfer.CorrelationId, Step = transfer.Step });
            night.Retry(transfer.CorrelationId);
        }

        if (night.State == "Suspended")
            night.Deliver(New.ResumeRun(Plans.Request(night.Run.Plan)));
        else if (night.State != "Completed")
            night.Deliver(new StageDeadline { SagaId = night.Run.CorrelationId, Step = night.Run.Step });
        night.Settle();
        while (night.Scheduled.Any(pending => pending is { Cancelled: false, Message: StageRetryDue }))
            night.Retry();

        // The services' word that they have removed everything is lost, and they are asked once only.
        Assert.Equal(name == "Compensating" ? "CompensationFailed" : "Completed", night.State);
        Assert.All(night.Transfers, transfer => Assert.Equal("Loaded", transfer.CurrentState));
    }

    [Fact]
    public async Task StoredRunInTheDatabase_GoesOnWithTheNextAnswer()
    {
        var frozen = FrozenSagas.Read("Transforming");
        var connection = await database.CreateAsync();
        await using (var db = OrchestratorDatabase.Open(connection))
        {
            await OrchestratorMigrations.ApplyAsync(db, CancellationToken.None);
            db.Sagas.Add(Row("nightly-run", frozen.Night));
            db.Sagas.AddRange(frozen.Transfers.Select(transfer => Row("table-transfer", transfer)));
            await db.SaveChangesAsync();
        }

        var run = JsonSerializer.Deserialize<NightlyRunState>(frozen.Night)!;
        await using var night = await NightBus.StartAsync(new SimulatedServices(), connection: connection);

        await night.Publish(New.CandidateSealed(run.Build()));

        Assert.Equal(run.Attempt, Assert.IsType<RunCompleted>(await night.Ended()).Attempt);
    }

    private static SagaRow Row(string kind, string body)
    {
        var fields = JsonNode.Parse(body)!;
        return new SagaRow
        {
            Kind = kind,
            Id = (Guid)fields["CorrelationId"]!,
            State = (string)fields["CurrentState"]!,
            Version = 5,
            Body = body,
            CreatedAt = default,
            UpdatedAt = default,
        };
    }

    private static void AssertNothingLost(string stored, string read) =>
        Assert.True(Keeps(JsonNode.Parse(stored), JsonNode.Parse(read)), $"The stored state is read as another:\n{stored}\n{read}");

    /// <summary>Fields that were added later are no loss.</summary>
    private static bool Keeps(JsonNode? before, JsonNode? after) => (before, after) switch
    {
        (JsonObject from, JsonObject to) => from.All(field => to.ContainsKey(field.Key) && Keeps(field.Value, to[field.Key])),
        (JsonArray from, JsonArray to) => from.Count == to.Count && from.Zip(to).All(pair => Keeps(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(before, after),
    };
}
