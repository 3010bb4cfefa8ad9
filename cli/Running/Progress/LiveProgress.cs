using EtlMesh.Contracts;
using Spectre.Console;

namespace EtlMesh.Cli;

/// <summary>Redraws the run in place on a terminal, ten times a second.</summary>
public sealed class LiveProgress : IProgressView
{
    private readonly IAnsiConsole console;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ended = new();
    private readonly Task drawing;
    private readonly HeldErrors held = new();
    private volatile RunProgress run;
    private volatile bool cancelling;

    public LiveProgress(IAnsiConsole console, RunProgress run, TimeProvider time)
    {
        (this.console, this.run, this.time) = (console, run, time);
        drawing = DrawAsync();
    }

    public void Show(RunMessage message, RunProgress run) => this.run = run;

    public void Cancelling() => cancelling = true;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await drawing;
        ended.Dispose();
        held.Dispose();
    }

    private Task DrawAsync() => console.Live(Picture(0)).StartAsync(async live =>
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        for (var frame = 1; !ended.IsCancellationRequested; frame++)
        {
            try
            {
                await timer.WaitForNextTickAsync(ended.Token);
            }
            catch (OperationCanceledException)
            {
                // one last picture: the run at its end
            }

            live.UpdateTarget(Picture(frame));
        }
    });

    private Rows Picture(int frame)
    {
        var picture = RunPicture.Of(run, time.GetUtcNow(), frame);
        return cancelling
            ? new Rows(picture, new Text("cancelling: what the attempt wrote is being removed; Ctrl-C again stops at once", new Style(Color.Yellow)))
            : new Rows(picture);
    }
}
