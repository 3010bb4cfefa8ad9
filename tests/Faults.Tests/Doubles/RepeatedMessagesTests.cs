namespace EtlMesh.Faults.Tests.Doubles;

/// <summary>The same message ten times, to two processes at once.</summary>
public sealed class RepeatedMessagesTests(MeshFixture fixture) : MeshTests(fixture)
{
    private const int Times = 10;

    [Fact]
    public async Task EveryCommandTenTimesConcurrently_HasOneEffect()
    {
        string[] workers = ["extractor", "loader", "transformer", "quality-gate", "notifier"];
        await Task.WhenAll(workers.Select(Mesh.StopAsync));
        var night = await Fixture.StartAsync();
        var extra = new List<ServiceProcess>();

        await RepeatAsync("transformer-open-attempt", 1);
        Start("transformer");
        await RepeatAsync("extractor-probe-source", 1);
        Start("extractor");
        await RepeatAsync("loader-load-table", 2);
        await Mesh.StopAsync("transformer");
        await extra[0].StopAsync();
        Start("loader");
        await RepeatAsync("transformer-build-candidate", 1);
        Start("transformer");
        await RepeatAsync("quality-gate-check-candidate", 1);
        Start("quality-gate");
        await RepeatAsync("notifier-send-notification", 1);
        Start("notifier");

        await night.ExpectCompletedAsync(Fixture.Expected);
        Assert.Single(Fixture.Receiver.Keys(night.Name).Distinct(StringComparer.Ordinal));
        foreach (var process in extra)
            await process.DisposeAsync();

        void Start(string service)
        {
            Mesh.Start(service);
            extra.Add(Mesh.StartAnother(service));
        }
    }

    [Fact]
    public async Task EveryAnswerTenTimes_IsTakenOnce()
    {
        await Mesh.StopAsync("orchestrator");
        // Nobody takes what the sagas are sent meanwhile; the night begins when they are back.
        Mesh.Start("orchestrator", "pause@start:message.handle#6");
        var night = await Fixture.StartAsync();
        await Mesh["orchestrator"].FaultAsync("start message.handle");
        await Mesh.KillAsync("orchestrator");
        foreach (var queue in new[] { "nightly-run", "table-transfer" })
        {
            if (await Mesh.Queues.DepthAsync(queue) > 0)
                await RepeatAsync(queue, await Mesh.Queues.DepthAsync(queue));
        }

        Mesh.Start("orchestrator");
        await using var other = Mesh.StartAnother("orchestrator");

        await night.ExpectCompletedAsync(Fixture.Expected);
    }

    /// <summary>Waits until so many messages lie in a queue, and puts copies of them there.</summary>
    private async Task RepeatAsync(string queue, int messages)
    {
        var waiting = await Until.SeenAsync(() => Mesh.Queues.PeekAsync(queue), seen => seen.Count >= messages, $"{messages} messages in {queue}");
        foreach (var message in waiting)
        {
            var attributes = message.TryGetProperty("MessageAttributes", out var given)
                ? given.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.GetProperty("StringValue").GetString()!)
                : [];
            for (var copy = 1; copy < Times; copy++)
                await Mesh.Queues.SendAsync(queue, message.GetProperty("Body").GetString()!, attributes);
        }
    }
}
