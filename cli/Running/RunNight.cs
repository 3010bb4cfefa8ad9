using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using Serilog.Events;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh run</c>: one night from its files to its end.</summary>
public static class RunNight
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Nothing was started.</exception>
    public static async Task<int> ExecuteAsync(RunOptions options, Shell shell)
    {
        var plan = NightPlan.Make(options, shell);
        await using var telemetry = RunTelemetry.Start(shell); // ends last: whoever interrupts then does not want to wait
        using var interruption = new Interruption(() => Environment.Exit(ExitCodes.Interrupted));
        using var fault = Injected(shell, interruption.Asked);

        var result = await TryRunAsync(plan, options, shell, interruption.Asked);
        if (options.Output == OutputFormat.Json)
            await shell.Out.WriteLineAsync(JsonDocuments.Write(result.ToDocument()));
        else
            RunSummaryText.Write(result, shell.Out);
        return result.End.ExitCode;
    }

    private static FaultInjection? Injected(Shell shell, CancellationToken cancelled)
    {
        try
        {
            return FaultInjection.FromEnvironment(shell.Variable, shell.Error, shell.Time, cancelled);
        }
        catch (TerminalEtlException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <summary>A night that could not even begin ends as one that failed.</summary>
    private static async Task<RunResult> TryRunAsync(NightPlan plan, RunOptions options, Shell shell, CancellationToken interrupted)
    {
        try
        {
            return await RunAsync(plan, options, shell, interrupted);
        }
        catch (Exception failure) when (failure is TransientEtlException or TerminalEtlException)
        {
            return Unstarted(plan, options, new RunEnd(RunState.Failed, StageNames.Open, failure.Message));
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return Unstarted(plan, options, new RunEnd(RunState.Cancelled, null, "interrupted before the run began"));
        }
    }

    private static async Task<RunResult> RunAsync(NightPlan plan, RunOptions options, Shell shell, CancellationToken interrupted)
    {
        await SampleFiles.MakeAsync(plan.Pipeline, plan.Folder, shell, interrupted);
        var objects = new LocalObjectStore(plan.Places.Home);
        await using var warehouse = await Warehouses.OpenAsync(plan.Places.Warehouse, shell, interrupted);
        await new AbandonedAttempts(warehouse, objects, plan.Places.Scratch, shell.Time).DiscardAsync(interrupted);
        using var lakes = EmbeddedLakes.Open(plan.Places.Home, plan.Places.LakeScratch(plan.Pipeline.Name), objects, shell);
        await UnfinishedWrites.RemoveAsync(plan, objects, lakes, interrupted);
        var bundles = new BundleStore(objects, plan.Places.Bundles);
        await bundles.PushAsync(plan.Bundle, interrupted);

        var request = plan.ToRequest(options);
        RunProgress run;
        await using (var mesh = await EmbeddedMesh.StartAsync(warehouse, objects, bundles, lakes, plan.Places, LevelOf(options, shell), shell, interrupted))
        await using (var view = ProgressViews.Of(options, RunProgress.Of(request), shell))
            run = await new EmbeddedRun(mesh.Bus, mesh.Events, view, shell.Time).RunAsync(request, interrupted);

        var checks = run.Verdict is null ? [] : await warehouse.Checks.ResultsAsync(run.RunId, run.Attempt, CancellationToken.None);
        await RunSweep.SweepAsync(new Leftovers(warehouse, objects, new ReleaseLake(lakes), shell.Time), plan.Pipeline, shell.Error, interrupted);
        return new RunResult(run, [.. checks.OrderBy(check => check.Status == "passed")], plan.Places);
    }

    /// <summary>A person at a terminal has the summary and wants to hear of trouble only; a log collector wants the story.</summary>
    private static LogEventLevel LevelOf(RunOptions options, Shell shell) =>
        options.Verbose ? LogEventLevel.Debug : shell.ErrorIsTerminal ? LogEventLevel.Warning : LogEventLevel.Information;

    private static RunResult Unstarted(NightPlan plan, RunOptions options, RunEnd end) =>
        new(RunProgress.Of(plan.ToRequest(options)) with { End = end }, [], plan.Places);
}
