using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EtlMesh.Cli;

/// <summary>Strikes as a <see cref="FaultPlan"/> says: every durable effect is an activity of a source <c>EtlMesh.*</c>, so its boundaries are where the process can be killed or held.</summary>
public sealed class FaultInjection : IDisposable
{
    /// <summary>The activity in which the services' work for an attempt is told to stop.</summary>
    private const string WorkIsTold = "attempt.stop";

    // A cancelled run that has published already stops nothing: then a held effect goes on after this long.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly FaultPlan plan;
    private readonly TextWriter announcements;
    private readonly Action kill;
    private readonly ManualResetEventSlim released = new();
    private readonly CancellationTokenRegistration cancellation;
    private readonly PosixSignalRegistration? continued;
    private readonly ITimer grace;
    private readonly ActivityListener listener;
    private int seen;

    /// <param name="plan">What to do, and where.</param>
    /// <param name="announcements">Where one line tells which effect was in flight.</param>
    /// <param name="kill">Ends the process at once, as <c>kill -9</c> does.</param>
    /// <param name="time">The clock of the grace that a cancelled run has to tell its work.</param>
    /// <param name="cancelled">Tells that the run is cancelled: a paused effect goes on when its work has been told to stop, so that it meets the cancellation.</param>
    public FaultInjection(FaultPlan plan, TextWriter announcements, Action kill, TimeProvider time, CancellationToken cancelled)
    {
        (this.plan, this.announcements, this.kill) = (plan, announcements, kill);
        grace = time.CreateTimer(_ => released.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        cancellation = cancelled.Register(() => grace.Change(Grace, Timeout.InfiniteTimeSpan));
        continued = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => released.Set());
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("EtlMesh.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Reached(activity, stopped: false),
            ActivityStopped = activity => Reached(activity, stopped: true),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Ends this process as <c>kill -9</c> does: nothing is flushed, closed or told.</summary>
    public static void KillProcess()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    public void Dispose()
    {
        released.Set();
        listener.Dispose();
        cancellation.Dispose();
        continued?.Dispose();
        grace.Dispose();
    }

    private void Reached(Activity activity, bool stopped)
    {
        if (stopped && activity.OperationName == WorkIsTold)
            released.Set();
        if (stopped != plan.AtStop || activity.OperationName != plan.Activity || Interlocked.Increment(ref seen) != plan.Occurrence)
            return;

        announcements.WriteLine($"fault: {activity.OperationName} in flight");
        announcements.Flush();
        if (plan.Pause)
            released.Wait(CancellationToken.None); // SIGCONT, the run's own cancellation, and the end of the process are what releases it
        else
            kill();
    }
}
