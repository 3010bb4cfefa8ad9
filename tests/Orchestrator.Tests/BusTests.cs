using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests;

/// <summary>The sagas on a real bus: correlations, faults and schedules as MassTransit makes them.</summary>
public sealed class BusTests
{
    [Fact]
    public async Task Night_CompletesOnTheBus()
    {
        await using var night = await NightBus.StartAsync(new SimulatedServices());

        await night.Publish(Plans.Request(Plans.Embedded));

        var completed = Assert.IsType<RunCompleted>(await night.Ended());
        Assert.Equal(1, completed.Attempt);
        Assert.Equal(6, night.Commands.OfType<ExtractSlice>().Count());
    }

    [Fact]
    public async Task TransientException_IsRetriedAfterAScheduledDelay()
    {
        var thrown = 0;
        await using var night = await NightBus.StartAsync(new SimulatedServices(), command =>
        {
            if (command is ExtractSlice { K: 2, Table: "orders" } or LoadTable { Table: "customers" } or BuildCandidate && Interlocked.Increment(ref thrown) <= 3)
                throw new TransientEtlException("the server was busy");
        });

        await night.Publish(Plans.Request(Plans.Embedded with { Extract = Patient, Load = Patient, Transform = Patient }));

        Assert.IsType<RunCompleted>(await night.Ended());
        Assert.True(thrown > 3);
        Assert.Single(night.Commands.OfType<LoadTable>().Where(load => load.Table == "customers").Select(load => load.SegmentUid).Distinct());
    }

    [Fact]
    public async Task TerminalException_CompensatesAndFailsAtOnce()
    {
        await using var night = await NightBus.StartAsync(new SimulatedServices(), command =>
        {
            if (command is LoadTable { Table: "orders" })
                throw new TerminalEtlException("slice-1.parquet differs from its checksum");
        });

        await night.Publish(Plans.Request(Plans.Embedded));

        var failed = Assert.IsType<RunFailed>(await night.Ended());
        Assert.Equal((StageNames.Load, "slice-1.parquet differs from its checksum", true), (failed.Stage, failed.Reason, failed.Compensated));
        Assert.Single(night.Commands.OfType<LoadTable>(), load => load.Table == "orders");
        Assert.Single(night.Commands.OfType<DiscardAttempt>());
    }

    [Fact]
    public async Task MissingAnswer_IsAskedAgainAtTheDeadline()
    {
        var services = new SimulatedServices();
        services.Next<CheckCandidate>(_ => null);
        await using var night = await NightBus.StartAsync(services);

        await night.Publish(Plans.Request(Plans.Embedded with { Quality = new StageLimits { Timeout = TimeSpan.FromMilliseconds(50), Retries = 20 } }));

        Assert.IsType<RunCompleted>(await night.Ended());
        Assert.True(night.Commands.OfType<CheckCandidate>().Count() > 1);
    }

    [Fact]
    public async Task EventsOfUnknownRuns_AreDiscarded()
    {
        await using var night = await NightBus.StartAsync(new SimulatedServices());

        await night.Publish(New.CancelRun(Plans.Request(Plans.Embedded)));
        await night.Publish(Plans.Request(Plans.Embedded));

        Assert.IsType<RunCompleted>(await night.Ended());
    }

    [Fact]
    public async Task CancelRun_ReachesBothSagas()
    {
        var building = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var services = new SimulatedServices();
        services.Next<BuildCandidate>(_ => null);
        await using var night = await NightBus.StartAsync(services, command =>
        {
            if (command is BuildCandidate)
                building.TrySetResult();
        });
        await night.Publish(Plans.Request(Plans.Mesh));
        await building.Task.WaitAsync(TimeSpan.FromMinutes(2));

        await night.Publish(New.CancelRun(Plans.Request(Plans.Mesh)));

        Assert.Equal("Ctrl-C", Assert.IsType<RunCancelled>(await night.Ended()).Reason);
        Assert.Single(night.Commands.OfType<DiscardAttempt>());
    }

    [Fact]
    public async Task SuspensionThatNobodyResumes_ExpiresByItsTimer()
    {
        var services = new SimulatedServices();
        await using var night = await NightBus.StartAsync(services, command =>
        {
            if (command is CheckCandidate)
                throw new TerminalEtlException("a check names a column that is not there");
        });

        await night.Publish(Plans.Request(Plans.Mesh with { SuspendFor = TimeSpan.FromMilliseconds(50) }));

        var failed = Assert.IsType<RunFailed>(await night.Ended());
        Assert.Equal((StageNames.Quality, "a check names a column that is not there"), (failed.Stage, failed.Reason));
        Assert.Contains(night.Commands.OfType<SendNotification>(), sent => sent.Summary.State == "Suspended");
    }

    [Fact]
    public async Task SourceThatBecomesReady_IsProbedByItsTimer()
    {
        var services = new SimulatedServices();
        services.Next<ProbeSource>(New.SourceNotReady, New.SourceNotReady);
        await using var night = await NightBus.StartAsync(services);

        await night.Publish(Plans.Request(Plans.Embedded with { ProbeEvery = TimeSpan.FromMilliseconds(20) }));

        Assert.IsType<RunCompleted>(await night.Ended());
        Assert.Equal(3, night.Commands.OfType<ProbeSource>().Count());
    }

    private static StageLimits Patient { get; } = new() { Timeout = TimeSpan.FromMinutes(1), Retries = 3 };
}
