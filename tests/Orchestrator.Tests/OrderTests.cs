using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;
using Xunit.Abstractions;

namespace EtlMesh.Orchestrator.Tests;

/// <summary>
/// The order of messages does not matter: each seed is one order. What else may go wrong meanwhile is in <see cref="StormTests"/>.
/// </summary>
public sealed class OrderTests(ITestOutputHelper output)
{
    private static readonly RunPlan Patient = Plans.Embedded with
    {
        Source = Limits,
        Extract = Limits,
        Load = Limits,
        Transform = Limits,
        Quality = Limits,
        Publish = Limits,
        Notify = Limits,
    };

    private static StageLimits Limits => new() { Timeout = TimeSpan.FromMinutes(10), Retries = 12 };

    [Fact]
    public void AnyOrderWithDuplicates_EndsInTheSameCompletedNight() =>
        ForEachSeed(seed => AssertCompleted(new ShuffledNight(seed).Run(Plans.Embedded)));

    [Fact]
    public void FaultsAndLostAnswersOnTheWay_EndInTheSameCompletedNight() =>
        ForEachSeed(seed => AssertCompleted(new ShuffledNight(seed, trouble: 0.25).Run(Patient)));

    [Fact]
    public void GateThatSaysNo_AlwaysBlocks() => ForEachSeed(seed =>
    {
        var night = new ShuffledNight(seed)
        {
            Instead = command => command is CheckCandidate check ? New.VerdictReached(check, passed: false) : null,
        }.Run(Plans.Embedded).Night;

        Assert.Equal("Blocked", night.State);
        Assert.IsType<RunBlocked>(AssertOneEnd(night));
        Assert.Empty(night.All<PublishRelease>());
    });

    [Fact]
    public void HeadThatMovesMeanwhile_AlwaysBuildsAgainOnce() => ForEachSeed(seed =>
    {
        string? first = null;
        var night = new ShuffledNight(seed)
        {
            Instead = command => command is PublishRelease publish && (first ??= publish.Release) == publish.Release ? New.BaseStale(publish) : null,
        }.Run(Plans.Embedded).Night;

        Assert.Equal("Completed", night.State);
        var completed = Assert.IsType<RunCompleted>(AssertOneEnd(night));
        Assert.NotEqual(first, completed.Release);
        Assert.Equal([completed.Release], night.Services.Published);
        Assert.Equal(2, night.All<BuildCandidate>().Select(build => build.CandidateUid).Distinct().Count());
    });

    [Fact]
    public void TerminalFault_AlwaysCompensatesAndFails() => ForEachSeed(seed =>
    {
        Type[] failing = [typeof(ProbeSource), typeof(PlanTable), typeof(ExtractSlice), typeof(LoadTable), typeof(BuildCandidate), typeof(CheckCandidate), typeof(PublishRelease)];
        var night = new ShuffledNight(seed)
        {
            Instead = command => command.GetType() == failing[seed % failing.Length] ? Faults.TerminalOf(command) : null,
        }.Run(Plans.Embedded).Night;

        Assert.Equal("Failed", night.State);
        Assert.True(Assert.IsType<RunFailed>(AssertOneEnd(night)).Compensated);
        Assert.Empty(night.Services.Published);
        Assert.All(night.Transfers, transfer => Assert.Equal("Discarded", transfer.CurrentState));
    });

    [Fact]
    public void CancelAtAnyMoment_EndsCancelledWithoutOrCompletedWithARelease()
    {
        var ends = new ConcurrentDictionary<string, int>();
        ForEachSeed(seed =>
        {
            var night = new ShuffledNight(seed) { Interruption = New.CancelRun(Plans.Request(Plans.Embedded)) }.Run(Plans.Embedded).Night;

            var end = AssertOneEnd(night);
            ends.AddOrUpdate(night.State, 1, (_, times) => times + 1);
            if (end is RunCompleted completed)
                Assert.Equal([completed.Release], night.Services.Published);
            else
                Assert.Empty(night.Services.Published);
        });
        output.WriteLine(string.Join(" ", ends));
        Assert.Empty(ends.Keys.Except(["Completed", "Cancelled"]));
    }

    private static void AssertCompleted(ShuffledNight shuffled)
    {
        var night = shuffled.Night;
        Assert.Equal("Completed", night.State);
        Assert.Equal([Assert.IsType<RunCompleted>(AssertOneEnd(night)).Release], night.Services.Published);
        Assert.Equal(1, night.Run.Attempt);
        Assert.All(night.Transfers, transfer => Assert.Equal("Loaded", transfer.CurrentState));
        Assert.All(night.Run.Tables, table => Assert.Equal(30, table.Segment!.Rows));
        Assert.All(night.All<LoadTable>(), load => Assert.Equal([1, 2, 3], load.Slices.Select(slice => slice.K)));
        Assert.Equal(2, night.All<LoadTable>().Select(load => load.SegmentUid).Distinct().Count());
        Assert.Equal(2, night.All<LoadTable>().Select(load => string.Join(' ', load.Slices.Select(slice => slice.Object))).Distinct().Count());
        Assert.Single(night.All<BuildCandidate>().Select(build => build.CandidateUid).Distinct());
    }

    private static RunMessage AssertOneEnd(NightDriver night) =>
        Assert.Single(night.All<RunMessage>(), message => message is RunCompleted or RunBlocked or RunFailed or RunCancelled);

    private void ForEachSeed(Action<int> night) => Seeds.Try(1_000, output, nameof(OrderTests), night);
}
