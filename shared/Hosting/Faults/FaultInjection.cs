using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EtlMesh.Hosting;

/// <summary>Strikes as <see cref="FaultPlan"/>s say: every durable effect is an activity of a source <c>EtlMesh.*</c>, so its boundaries are where the process can be killed or held.</summary>
public sealed class FaultInjection : IDisposable
{
    /// <summary>The activity in which the services' work for an attempt is told to stop.</summary>
    private const string WorkIsTold = "attempt.stop";

    // A cancelled run that has published already stops nothing: then a held effect goes on after this long.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<FaultPlan> plans;
    private readonly TextWriter announcements;
    private readonly Action kill;
    private readonly CancellationToken cancelled;
    private readonly ManualResetEventSlim told = new();
    private readonly ManualResetEventSlim continued = new();
    private readonly CancellationTokenRegistration cancellation;
    private readonly PosixSignalRegistration? signal;
    private readonly ITimer grace;
    private readonly ActivityListener listener;
    private readonly Lock counting = new();
    private readonly int[] counted;
    private int boundaries;

    /// <param name="plans">What to do, and where.</param>
    /// <param name="announcements">Where a line tells which effect was in flight.</param>
    /// <param name="kill">Ends the process at once, as <c>kill -9</c> does.</param>
    /// <param name="time">The clock of the grace that a cancelled run has to tell its work.</param>
    /// <param name="cancelled">Tells that the run is cancelled: a paused effect goes on when its work has been told to stop, so that it meets the cancellation.</param>
    public FaultInjection(IReadOnlyList<FaultPlan> plans, TextWriter announcements, Action kill, TimeProvider time, CancellationToken cancelled)
    {
        (this.plans, this.announcements, this.kill, this.cancelled) = (plans, announcements, kill, cancelled);
        counted = new int[plans.Count];
        grace = time.CreateTimer(_ => told.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        cancellation = cancelled.Register(() => grace.Change(Grace, Timeout.InfiniteTimeSpan));
        signal = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Continue());
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("EtlMesh.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Reached(activity.OperationName, stopped: false),
            ActivityStopped = activity => Reached(activity.OperationName, stopped: true),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>What <c>ETLMESH_FAULT</c> asks for; null when it is not set.</summary>
    /// <param name="variable">The value of an environment variable; null when it is not set.</param>
    /// <param name="announcements">Where a line tells which effect was in flight.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancelled">Tells that the work is cancelled.</param>
    /// <exception cref="Contracts.TerminalEtlException">The variable's value is wrong.</exception>
    public static FaultInjection? FromEnvironment(Func<string, string?> variable, TextWriter announcements, TimeProvider time, CancellationToken cancelled) =>
        variable(FaultPlan.Variable) is { Length: > 0 } text
            ? new FaultInjection(FaultPlan.ParseAll(text), announcements, KillProcess, time, cancelled)
            : null;

    /// <summary>Ends this process as <c>kill -9</c> does: nothing is flushed, closed or told.</summary>
    public static void KillProcess()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    /// <summary>Lets what is held go on, whatever it waits for.</summary>
    public void Continue()
    {
        told.Set();
        continued.Set();
    }

    public void Dispose()
    {
        Continue();
        listener.Dispose();
        cancellation.Dispose();
        signal?.Dispose();
        grace.Dispose();
    }

    private void Reached(string activity, bool stopped)
    {
        if (stopped && activity == WorkIsTold)
            told.Set();
        if (!DurableEffects.Names.Contains(activity))
            return;

        // Looked at before anything is told: whoever hears of the fault may cancel the run at once.
        var release = Release();
        switch (Strike(activity, stopped))
        {
            case FaultAction.Kill:
                kill();
                break;
            case FaultAction.Pause:
                release.Wait(CancellationToken.None);
                break;
        }
    }

    /// <summary>Counts the boundary and tells of it, one at a time, so that the lines stand in the order of the numbers.</summary>
    /// <returns>What is to be done there; null for nothing.</returns>
    private FaultAction? Strike(string effect, bool stopped)
    {
        FaultAction? action = null;
        lock (counting)
        {
            var boundary = new EffectBoundary(++boundaries, stopped, effect);
            for (var i = 0; i < plans.Count; i++)
            {
                if (plans[i].Counts(boundary) && (++counted[i] == plans[i].Occurrence || plans[i].Action == FaultAction.List))
                    action = plans[i].Action;
            }

            if (action is not null)
            {
                announcements.WriteLine($"fault: {boundary}{(action == FaultAction.List ? "" : " in flight")}");
                announcements.Flush();
            }
        }

        return action;
    }

    /// <summary>What is reached when the run is cancelled already is part of its cancellation: only SIGCONT and the end of the process release that.</summary>
    private ManualResetEventSlim Release() => cancelled.IsCancellationRequested ? continued : told;
}
