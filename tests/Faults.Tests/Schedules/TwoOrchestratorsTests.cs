using System.Net;
using Npgsql;

namespace EtlMesh.Faults.Tests.Schedules;

/// <summary>Two orchestrators and a schedule that is due every minute.</summary>
public sealed class TwoOrchestratorsTests(MeshFixture fixture) : MeshTests(fixture)
{
    [Fact]
    public async Task ScheduleOfEveryMinute_OrchestratorsKilledInTurn_EachDueRunIsStartedOnce()
    {
        var shop = Fixture.Shop() with { More = "schedule: { cron: \"* * * * *\", missed: start }" };
        await Mesh.Api.PushAsync(shop.Bundle(Mesh));
        await Mesh.RestartAsync("orchestrator", "kill@stop:saga.commit#4");
        await using var other = Mesh.StartAnother("orchestrator");

        // As if both had been away for some minutes: what was due meanwhile is due now.
        await ExecuteAsync($"update orchestrator.pipelines set scheduled_to = scheduled_to - interval '4 minutes' where name = '{shop.Name}'");
        await Mesh.StruckAsync("orchestrator", "stop saga.commit");
        await Mesh.HealthAsync("orchestrator", HttpStatusCode.OK);
        await other.KillAsync();
        var before = await DueAsync(shop.Name);
        Assert.True(before.Count >= 4, string.Join('\n', before));

        // The next one comes by the real clock, to the one that is left.
        var due = await Until.SeenAsync(() => DueAsync(shop.Name), rows => rows.Count > before.Count, "the next minute's run");
        Assert.Equal(HttpStatusCode.OK, (await Mesh.Api.PostAsync($"api/pipelines/{shop.Name}/pause")).Status);
        due = await DueAsync(shop.Name);

        Assert.All(due.Zip(due.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(1), pair.Second.At - pair.First.At));
        Assert.All(due, night => Assert.Equal("started", night.Outcome));
        var runs = await Until.SeenAsync(() => RunsAsync(shop.Name), seen => seen.Count == due.Count && seen.All(run => run.State is "Completed" or "Suspended"), "every due run to come to rest");
        Assert.Equal(due.Select(night => night.Run).Order(), runs.Select(run => run.Id).Order());
        Assert.All(runs, run => Assert.Equal(1, run.Requests));
        Assert.Contains(runs, run => run.State == "Completed");

        // Five builds at once may find another release as their base too often; whoever looks after them ends them.
        foreach (var run in runs.Where(run => run.State == "Suspended"))
            await Mesh.Api.PostAsync($"api/runs/{run.Id}/cancel");
        await Mesh.ExpectQuietAsync();
    }

    private Task<List<(DateTime At, Guid Run, string Outcome)>> DueAsync(string pipeline) =>
        ReadAsync($"select due_at, run_id, outcome from orchestrator.due_nights where pipeline = '{pipeline}' order by due_at", row => (row.GetDateTime(0), row.GetGuid(1), row.GetString(2)));

    /// <summary>The runs that the sagas know, and how many requests each has accepted.</summary>
    private Task<List<(Guid Id, string State, int Requests)>> RunsAsync(string pipeline) =>
        ReadAsync($"select id, state, (body->>'Request')::int from orchestrator.sagas where kind = 'nightly-run' and body->>'Pipeline' = '{pipeline}'", row => (row.GetGuid(0), row.GetString(1), row.GetInt32(2)));

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var database = new NpgsqlConnection(Mesh.Database);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = new NpgsqlConnection(Mesh.Database);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
