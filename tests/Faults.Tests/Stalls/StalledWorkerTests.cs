using System.Text.Json;

namespace EtlMesh.Faults.Tests.Stalls;

/// <summary>Workers that stand still (SIGSTOP) past their time and go on when others have done their work.</summary>
public sealed class StalledWorkerTests(MeshFixture fixture) : MeshTests(fixture)
{
    private const string Impatient = "stages: { transform: { timeout: 5s, retries: 5 } }";

    [Fact]
    public async Task BuilderStoppedPastItsDeadline_AnotherTryWins_LateResultIsIgnored()
    {
        await Mesh.RestartAsync("transformer", "pause@start:model.build");
        var night = await Fixture.StartAsync(shop => shop with { More = Impatient });
        var stalled = await StallAsync("start model.build");
        await Mesh.Api.RunAsync(night.Run, run => Detail(run, "transform").Contains("no answer within", StringComparison.Ordinal), "retried for its deadline");

        await using var other = Mesh.StartAnother("transformer");
        await night.ExpectCompletedAsync(Fixture.Expected, Until.Bound); // the stalled one has a lock, and loses it after 20 s

        await ContinueAsync(stalled);
        await night.ExpectCompletedAsync(Fixture.Expected);
    }

    [Theory]
    [InlineData("start release.publish")] // before it asks the warehouse
    [InlineData("start release.commit")] // with the head's row and the views locked
    public async Task PublisherOfAttempt1GoesOnAfterAttempt2HasPublished_ChangesNothing(string boundary)
    {
        await Mesh.RestartAsync("transformer", "pause@" + boundary.Replace(' ', ':'));
        var night = await Fixture.StartAsync();
        var stalled = await StallAsync(boundary);
        await using var other = Mesh.StartAnother("transformer");
        await Mesh.Api.PostAsync($"api/runs/{night.Run}/cancel", new { reason = "its publisher stands still" });
        await Mesh.Api.StateAsync(night.Run, "cancelled");

        await night.AgainAsync();
        await Mesh.Api.RunAsync(night.Run, run => run.GetProperty("attempt").GetInt32() == 2, "attempt 2");
        await night.ExpectCompletedAsync(Fixture.Expected);
        var head = await night.HeadAsync();

        await ContinueAsync(stalled);
        await night.ExpectCompletedAsync(Fixture.Expected);
        Assert.Equal(head, await night.HeadAsync());
    }

    private static string Detail(JsonElement run, string stage) => run.GetProperty("stages").EnumerateArray()
        .Where(of => of.GetProperty("stage").GetString() == stage).Select(of => of.GetProperty("detail").GetString() ?? "").SingleOrDefault() ?? "";

    /// <summary>Waits until the transformer is where it is to stand, and stops it.</summary>
    private async Task<ServiceProcess> StallAsync(string boundary)
    {
        var service = Mesh["transformer"];
        await service.FaultAsync(boundary);
        await service.SignalAsync("STOP");
        return service;
    }

    /// <summary>Lets a stopped service go on, and waits until it has ended what it had in hand.</summary>
    private async Task ContinueAsync(ServiceProcess stalled)
    {
        await stalled.SignalAsync("CONT");
        await Mesh.StopAsync(stalled.Name);
    }
}
