using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Cli.Tests;

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
        using (Inject("kill@start:fault.test#2"))
        {
            Effect("fault.test");
            Assert.Equal(0, kills);
            Effect("fault.other");
            using (others.StartActivity("fault.test"))
                Assert.Equal(0, kills);
            using (effects.StartActivity("fault.test"))
                Assert.Equal(1, kills);
            Effect("fault.test");
        }

        Assert.Equal(1, kills);
        Assert.Equal("fault: fault.test in flight\n", announcements.ToString());
    }

    [Fact]
    public void KillAtStop_StrikesWhenTheEffectIsDone()
    {
        using var injection = Inject("kill@stop:fault.test");
        using (effects.StartActivity("fault.test"))
            Assert.Equal(0, kills);

        Assert.Equal(1, kills);
    }

    [Fact]
    public async Task Pause_HoldsTheEffectUntilItsWorkIsToldToStop()
    {
        using var run = new CancellationTokenSource();
        var announced = new AnnouncementWriter();
        using var injection = new FaultInjection(FaultPlan.Parse("pause@start:fault.test"), announced, () => kills++, new StoppedClock(), run.Token);
        var effect = Task.Run(() => Effect("fault.test"));

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
        using var injection = new FaultInjection(FaultPlan.Parse("pause@stop:fault.test"), announced, () => kills++, clock, run.Token);
        var effect = Task.Run(() => Effect("fault.test"));

        await announced.Announced.WaitAsync(Bound);
        clock.FireAll();
        Assert.False(effect.IsCompleted);
        await run.CancelAsync();
        clock.FireAll();
        await effect.WaitAsync(Bound);
    }

    public void Dispose()
    {
        effects.Dispose();
        others.Dispose();
    }

    private FaultInjection Inject(string plan) => new(FaultPlan.Parse(plan), announcements, () => kills++, TimeProvider.System, CancellationToken.None);

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
