namespace EtlMesh.Faults.Tests.Outages;

/// <summary>PostgreSQL crashes while somebody commits: before the server knows, or when it is durable and the answer has not been acted on.</summary>
public sealed class CrashedPostgresTests(MeshFixture fixture) : MeshTests(fixture)
{
    [Theory]
    [InlineData("orchestrator", "start saga.commit", 5)]
    [InlineData("orchestrator", "stop saga.commit", 9)]
    [InlineData("transformer", "start release.commit", 1)]
    [InlineData("transformer", "stop release.commit", 1)]
    public async Task CrashAtACommit_OldStateOrNew_NightEndsRight(string service, string boundary, int occurrence)
    {
        await Mesh.RestartAsync(service, $"pause@{boundary.Replace(' ', ':')}#{occurrence}");
        var night = Fixture.StartAsync();
        await Mesh[service].FaultAsync(boundary);

        await Mesh.Postgres.CrashAsync();
        await Mesh[service].SignalAsync("CONT");
        await Mesh.Postgres.ReturnAsync();

        await (await night).ExpectCompletedAsync(Fixture.Expected);
    }
}
