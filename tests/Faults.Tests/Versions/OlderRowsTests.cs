using Npgsql;

namespace EtlMesh.Faults.Tests.Versions;

/// <summary>An orchestrator that finds runs which another version of it began.</summary>
public sealed class OlderRowsTests(MeshFixture fixture) : MeshTests(fixture)
{
    [Fact]
    public async Task RowsThatLackFieldsAndHaveOthers_AreUnderstood_NightCompletes()
    {
        await Mesh.RestartAsync("transformer", "pause@start:model.build");
        var night = await Fixture.StartAsync();
        await Mesh["transformer"].FaultAsync("start model.build");
        await Mesh.StopAsync("orchestrator");

        // What has a value of its own when nothing is said, as every field that is added later must have.
        var changed = await ExecuteAsync(
            $$$"""
            update orchestrator.sagas set body = body - '{Forbidding,PublishIsHopeless,Rebuilds,PublishTries,TransfersAsked,Compensated,Discarded,Terminal,LastFault}'::text[]
              || '{"FieldOfAnotherVersion": {"a": [1]}}'
            where body->>'Pipeline' = '{{{night.Name}}}'
            """);
        Assert.Equal(1 + 2, changed); // the night, and its two tables
        Mesh.Start("orchestrator");
        await Mesh["transformer"].SignalAsync("CONT");

        await night.ExpectCompletedAsync(Fixture.Expected);
    }

    private async Task<int> ExecuteAsync(string sql)
    {
        await using var database = new NpgsqlConnection(Mesh.Database);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        return await command.ExecuteNonQueryAsync();
    }
}
