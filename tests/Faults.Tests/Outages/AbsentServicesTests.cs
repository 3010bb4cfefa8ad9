namespace EtlMesh.Faults.Tests.Outages;

/// <summary>Services that are away in the middle of a night: the status names them, the night waits and goes on.</summary>
public sealed class AbsentServicesTests(MeshFixture fixture) : MeshTests(fixture)
{
    private static readonly string[] Workers = ["transformer", "extractor", "loader", "quality-gate", "notifier"];

    /// <summary>For each worker a queue where the night waits for it. The transformer is waited for twice.</summary>
    private static readonly Dictionary<string, string> Waits = new()
    {
        ["transformer"] = "transformer-open-attempt",
        ["extractor"] = "extractor-probe-source",
        ["loader"] = "loader-load-table",
        ["quality-gate"] = "quality-gate-check-candidate",
        ["notifier"] = "notifier-send-notification",
    };

    [Fact]
    public async Task EachWorkerAwayWhenItsTurnComes_StatusNamesIt_NightCompletesAfterItsReturn()
    {
        await Task.WhenAll(Workers.Select(Mesh.KillAsync));
        var night = await Fixture.StartAsync();

        for (var back = 0; back < Workers.Length; back++)
        {
            var queue = Waits[Workers[back]];
            await Until.TrueAsync(async () => await Mesh.Queues.DepthAsync(queue) > 0, $"the night to wait in {queue}");
            await ExpectAwayAsync(Workers[back..]);
            Mesh.Start(Workers[back]);
        }

        await night.ExpectCompletedAsync(Fixture.Expected);
        await ExpectAwayAsync([]);
    }

    [Fact]
    public async Task OrchestratorAwayWhileOthersWork_NightCompletesAfterItsReturn()
    {
        await Mesh.RestartAsync("transformer", "pause@start:model.build");
        var night = await Fixture.StartAsync();
        await Mesh["transformer"].FaultAsync("start model.build");
        await Mesh.KillAsync("orchestrator");

        await Mesh["transformer"].SignalAsync("CONT");
        await Until.TrueAsync(async () => await Mesh.Queues.DepthAsync("nightly-run") > 0, "the answer to wait for the orchestrator");
        Mesh.Start("orchestrator");

        await night.ExpectCompletedAsync(Fixture.Expected);
    }

    private Task ExpectAwayAsync(IReadOnlyCollection<string> services)
    {
        var expected = string.Join(' ', services.Order(StringComparer.Ordinal));
        return Until.SeenAsync(
            async () => string.Join(' ', (await Mesh.Api.GetAsync("api/status")).GetProperty("services").EnumerateArray()
                .Where(service => service.GetProperty("state").GetString() != "healthy").Select(service => service.GetProperty("name").GetString())
                .Order(StringComparer.Ordinal)),
            seen => seen == expected, $"the status to name as away: {expected}");
    }
}
