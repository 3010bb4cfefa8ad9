using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Cli.Tests;

public sealed class FaultInjectionTests : IDisposable
{
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
    public async Task Pause_HoldsTheEffectUntilTheRunIsCancelled()
    {
        using var run = new CancellationTokenSource();
        var announced = new AnnouncementWriter();
        using var injection = new FaultInjection(FaultPlan.Parse("pause@start:fault.test"), announced, () => kills++, run.Token);
        var effect = Task.Run(() => Effect("fault.test"));

        await announced.Announced.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(effect.IsCompleted);
        await run.CancelAsync();
        await effect.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, kills);
    }

    public void Dispose()
    {
        effects.Dispose();
        others.Dispose();
    }

    private FaultInjection Inject(string plan) => new(FaultPlan.Parse(plan), announcements, () => kills++, CancellationToken.None);

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
}
