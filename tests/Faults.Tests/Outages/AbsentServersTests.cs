using System.Net;

namespace EtlMesh.Faults.Tests.Outages;

/// <summary>The bus or PostgreSQL is away in the middle of a night, or is there and says nothing.</summary>
public sealed class AbsentServersTests(MeshFixture fixture) : MeshTests(fixture)
{
    /// <summary>How long a night may take after the return.</summary>
    private static readonly TimeSpan Drained = TimeSpan.FromSeconds(30);

    /// <summary>What a service may say while something is away: each queue tells of a try now and then, no more often the longer it lasts.</summary>
    private const int MostLines = 400;

    [Fact]
    public async Task BusAway_HealthSaysSo_NothingIsLost()
    {
        var night = await HeldNightAsync();
        var before = Lines();

        await Mesh.Cloud.KillAsync();
        await WhileAwayAsync(async () =>
        {
            foreach (var service in Mesh.Folders.Keys)
                await AliveButAsync(service, "masstransit");
            AssertCalm(before);
        }, Mesh.Cloud.RestartAsync);
        await ReleaseAsync();

        await night.ExpectCompletedAsync(Fixture.Expected, Drained, letters: null);
        await Mesh.HealthyAsync();
    }

    [Fact]
    public async Task PostgresAway_HealthSaysSo_NothingIsLost()
    {
        var night = await HeldNightAsync();
        var before = Lines();

        await Mesh.Postgres.StopAsync();
        await WhileAwayAsync(async () =>
        {
            await AliveButAsync("orchestrator", "database");
            await ReleaseAsync(); // into the warehouse that is away
            AssertCalm(before);
        }, Mesh.Postgres.ReturnAsync);

        await night.ExpectCompletedAsync(Fixture.Expected, Drained, letters: null);
        await Mesh.HealthyAsync();
    }

    [Fact]
    public async Task PostgresSilent_HealthSaysSo_NothingIsLost()
    {
        var night = await HeldNightAsync();

        await Mesh.Postgres.FreezeAsync();
        await WhileAwayAsync(() => AliveButAsync("orchestrator", "no answer"), Mesh.Postgres.ThawAsync);
        await ReleaseAsync();

        await night.ExpectCompletedAsync(Fixture.Expected, Drained, letters: null);
        await Mesh.HealthyAsync();
    }

    /// <summary>A night whose transformer stands in the middle of a model.</summary>
    private async Task<Night> HeldNightAsync()
    {
        await Mesh.RestartAsync("transformer", "pause@start:model.build");
        var night = await Fixture.StartAsync();
        await Mesh["transformer"].FaultAsync("start model.build");
        return night;
    }

    /// <summary>Whatever comes of it, the other tests find the server there.</summary>
    private static async Task WhileAwayAsync(Func<Task> look, Func<Task> back)
    {
        try
        {
            await look();
        }
        finally
        {
            await back();
        }
    }

    private Task ReleaseAsync() => Mesh["transformer"].SignalAsync("CONT");

    private async Task AliveButAsync(string service, string part)
    {
        var health = await Mesh.HealthAsync(service, HttpStatusCode.ServiceUnavailable);
        Assert.Contains(part, health, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Mesh.AskAsync(service, "alive")).Status);
    }

    private Dictionary<string, int> Lines() => Mesh.Folders.Keys.ToDictionary(service => service, service => Mesh[service].Lines.Count);

    private void AssertCalm(Dictionary<string, int> before)
    {
        foreach (var (service, lines) in before)
            Assert.True(Mesh[service].Lines.Count - lines < MostLines, $"{service} turns hot:\n{Mesh[service].Tail()}");
    }
}
