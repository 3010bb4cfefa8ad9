using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh runs start</c>: asks the mesh for a night, and may wait for it.</summary>
public static class RunStart
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The mesh does not know the pipeline, or what was asked is wrong.</exception>
    /// <exception cref="TerminalEtlException">There is no mesh, or the run may not be started now.</exception>
    public static async Task<int> ExecuteAsync(MeshRunOptions options, Shell shell)
    {
        using var interruption = new Interruption(() => Environment.Exit(ExitCodes.Interrupted));
        using var client = MeshClient.Open(options.Home, shell);
        var started = await client.StartAsync(options.Request, interruption.Asked);
        NoteDifference(started, shell);
        if (options.Wait)
            return await WaitAsync(started, client, options, shell, interruption.Asked);

        if (options.Output == OutputFormat.Json)
            await shell.Out.WriteLineAsync(MeshJson.Write(started));
        else
            await shell.Out.WriteLineAsync($"Run {started.RunId} of {started.Pipeline} for {MeshRunText.Day(started.RunDate)} is asked for.\n  etlmesh runs show {started.RunId}");
        return ExitCodes.Done;
    }

    private static async Task<int> WaitAsync(AskedRunDocument started, MeshClient client, MeshRunOptions options, Shell shell, CancellationToken interrupted)
    {
        var text = options.Output == OutputFormat.Text;
        try
        {
            var run = await new RunFollowing(client, shell.Time, line => Say(line, text, shell)).FollowAsync(started, interrupted);
            if (text)
                MeshRunText.WriteSummary(run, shell.Out);
            else
                await shell.Out.WriteLineAsync(MeshJson.Write(run));
            return RunStanding.ExitCode(run);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await shell.Error.WriteLineAsync($"etlmesh: no longer waiting; the run goes on. Look at it by `etlmesh runs show {started.RunId}`, end it by `etlmesh runs cancel {started.RunId}`.");
            return ExitCodes.Interrupted;
        }
        catch (TransientEtlException lost)
        {
            throw new TransientEtlException($"{lost.Message} The run goes on without this command: `etlmesh runs show {started.RunId}`.", lost);
        }
    }

    private static void Say(string line, bool text, Shell shell)
    {
        if (text)
            shell.Out.WriteLine(line);
    }

    /// <summary>Who has changed files here and not pushed them would wonder.</summary>
    private static void NoteDifference(AskedRunDocument started, Shell shell)
    {
        if (LocalBundle(started.Pipeline, shell) is { } hash && hash != started.Bundle)
            shell.Error.WriteLine($"etlmesh: note: the files of {started.Pipeline} here are not those that the mesh runs; `etlmesh bundles push {started.Pipeline}` brings them.");
    }

    private static string? LocalBundle(string pipeline, Shell shell)
    {
        try
        {
            return PipelineLocator.All(shell.Folder).Select(BundleBuilder.Build).FirstOrDefault(bundle => bundle.Pipeline == pipeline)?.Hash;
        }
        catch (TerminalEtlException)
        {
            return null; // what is half written here does not concern the mesh
        }
    }
}
