using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Hosting.Tests;

/// <summary>Whoever listens to effects hears those of the whole process, so nothing else runs beside these.</summary>
[CollectionDefinition(nameof(FaultInjectionTests), DisableParallelization = true), Collection(nameof(FaultInjectionTests))]
public sealed class FaultInjectionTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ActivitySource effects = new("EtlMesh.Cli.Tests");
    private readonly ActivitySource others = new("Others");
    private readonly StringWriter announcements = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private int kills;

    [Fact]
    public void KillAtStart_StrikesTheAskedOccurrenceOnce()
    {
        using (Inject("kill@start:model.build#2"))
        {
            Effect("model.build");
            Assert.Equal(0, kills);
            Effect("model.commit");
            using (others.StartActivity("model.build"))
                Assert.Equal(0, kills);
            using (effects.StartActivity("model.build"))
                Assert.Equal(1, kills);
            Effect("model.build");
        }

        Assert.Equal(1, kills);
        Assert.Equal("fault: 5 start model.build in flight\n", announcements.ToString());
    }

    [Fact]
    public void KillAtStop_StrikesWhenTheEffectIsDone()
    {
        using var injection = Inject("kill@stop:model.build");
        using (effects.StartActivity("model.build"))
            Assert.Equal(0, kills);

        Assert.Equal(1, kills);
    }

    [Fact]
    public void List_TellsOfEachBoundaryOfDurableEffects()
    {
        using (Inject("list"))
        {
            using (effects.StartActivity("model.build"))
                Effect("model.commit");
            Effect("model.thought");
            using (others.StartActivity("model.build"))
                Assert.Equal(0, kills);
            Effect("check.run");
        }

        Assert.Equal(
            """
            fault: 1 start model.build
            fault: 2 start model.commit
            fault: 3 stop model.commit
            fault: 4 stop model.build
            fault: 5 start check.run
            fault: 6 stop check.run

            """,
            announcements.ToString());
        Assert.Equal(0, kills);
    }

    [Fact]
    public void KillAtABoundary_CountsEveryEffect()
    {
        using var injection = Inject("kill@boundary#4");
        Effect("model.thought");
        Effect("model.commit");
        using (effects.StartActivity("check.run"))
            Assert.Equal(0, kills);

        Assert.Equal(1, kills);
        Effect("check.run");
        Assert.Equal(1, kills);
        Assert.Equal("fault: 4 stop check.run in flight\n", announcements.ToString());
    }

    [Fact]
    public async Task Pause_HoldsTheEffectUntilItsWorkIsToldToStop()
    {
        using var run = new CancellationTokenSource();
        var announced = new AnnouncementWriter();
        using var injection = new FaultInjection(FaultPlan.ParseAll("pause@start:model.build"), announced, () => kills++, new StoppedClock(), run.Token);
        var effect = Task.Run(() => Effect("model.build"));

        await announced.Announced.WaitAsync(Bound);
        await run.CancelAsync();
        Assert.False(effect.IsCompleted);
        Effect("attempt.stop");
        await effect.WaitAsync(Bound);
        Assert.Equal(0, kills);
    }

    [Fact]
    public async Task PauseOfWorkThatNobodyStops_EndsSomeTimeAfterTheCancel()
    {
        using var run = new CancellationTokenSource();
        var announced = new AnnouncementWriter();
        var clock = new StoppedClock();
        using var injection = new FaultInjection(FaultPlan.ParseAll("pause@stop:model.build"), announced, () => kills++, clock, run.Token);
        var effect = Task.Run(() => Effect("model.build"));

        await announced.Announced.WaitAsync(Bound);
        clock.FireAll();
        Assert.False(effect.IsCompleted);
        await run.CancelAsync();
        clock.FireAll();
        await effect.WaitAsync(Bound);
    }

    [Fact]
    public async Task PauseWithinTheCancellation_EndsOnlyWhenTheProcessIsContinued()
    {
        using var run = new CancellationTokenSource();
        var announced = new AnnouncementWriter();
        var clock = new StoppedClock();
        using var injection = new FaultInjection(FaultPlan.ParseAll("pause@start:attempt.discard"), announced, () => kills++, clock, run.Token);
        await run.CancelAsync();
        Effect("attempt.stop");
        var discard = Task.Run(() => Effect("attempt.discard"));

        await announced.Announced.WaitAsync(Bound);
        clock.FireAll();
        Assert.False(discard.IsCompleted);
        injection.Continue();
        await discard.WaitAsync(Bound);
    }

    [Fact]
    public async Task TwoPlans_StrikeOneAfterTheOther()
    {
        using var run = new CancellationTokenSource();
        var announced = new AnnouncementWriter();
        using var injection = new FaultInjection(FaultPlan.ParseAll("pause@start:model.build,kill@stop:model.build"), announced, () => kills++, new StoppedClock(), run.Token);
        var effect = Task.Run(() => Effect("model.build"));

        await announced.Announced.WaitAsync(Bound);
        Assert.Equal(0, kills);
        injection.Continue();
        await effect.WaitAsync(Bound);
        Assert.Equal(1, kills);
    }

    public void Dispose()
    {
        effects.Dispose();
        others.Dispose();
    }

    private FaultInjection Inject(string plan) => new(FaultPlan.ParseAll(plan), announcements, () => kills++, TimeProvider.System, CancellationToken.None);

    private void Effect(string name)
    {
        using var activity = effects.StartActivity(name);
        Assert.NotNull(activity);
    }

    private sealed class AnnouncementWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        private readonly TaskCompletionSource announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Announced => announced.Task;

        public override void Flush() => announced.TrySetResult();
    }

    /// <summary>A clock whose timers fire when the test says so, if they were set.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private readonly List<Timer> timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(() => callback(state)) { IsSet = dueTime != Timeout.InfiniteTimeSpan };
            timers.Add(timer);
            return timer;
        }

        public void FireAll()
        {
            foreach (var timer in timers.Where(timer => timer.IsSet))
                timer.Fire();
        }

        private sealed class Timer(Action fire) : ITimer
        {
            public bool IsSet { get; set; }

            public void Fire() => fire();

            public bool Change(TimeSpan dueTime, TimeSpan period) => IsSet = dueTime != Timeout.InfiniteTimeSpan;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
