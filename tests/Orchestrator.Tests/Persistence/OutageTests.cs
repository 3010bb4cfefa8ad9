using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;
using EtlMesh.Servers;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>PostgreSQL goes away in the middle of a night.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task ServerThatGoesAndComesBack_CostsNoMessage()
    {
        await using var server = await PostgresServer.StartAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gone = new ManualResetEventSlim();
        await using var night = await NightBus.StartAsync(
            new SimulatedServices(),
            command =>
            {
                if (command is not BuildCandidate)
                    return;
                asked.TrySetResult();
                gone.Wait(TimeSpan.FromMinutes(2));
            },
            await server.CreateDatabaseAsync());
        await night.Publish(Plans.Request(Plans.Mesh));
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(2));

        await server.StopAsync();
        var met = night.Log.Heard("R-RETRY");
        gone.Set(); // the answer finds no database
        await met.WaitAsync(TimeSpan.FromMinutes(2));
        await server.ReturnAsync();

        Assert.Equal(1, Assert.IsType<RunCompleted>(await night.Ended()).Attempt);
        // The saga asked once; what the outbox had in hand as the server went may have been said twice.
        Assert.Single(night.Commands.OfType<BuildCandidate>().Select(build => build.Step).Distinct());
        Assert.DoesNotContain(night.Log.Lines, line => line.StartsWith("R-FAULT", StringComparison.Ordinal));
    }
}
