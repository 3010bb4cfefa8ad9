using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh up</c>: a mesh on this machine, whole and ready, or as it was before.</summary>
public static class Up
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something is not installed, or a port is taken; nothing was started.</exception>
    /// <exception cref="TerminalEtlException">A process did not come up; what was started is stopped again.</exception>
    /// <exception cref="TransientEtlException">Another command starts or stops the mesh.</exception>
    public static async Task<int> ExecuteAsync(UpOptions options, Shell shell)
    {
        var mesh = new MeshFolder(shell.Home(options.Home));
        mesh.Create();
        using var taken = MeshLock.Take(mesh);
        using var interruption = new Interruption(() => Environment.Exit(ExitCodes.Interrupted));
        var text = options.Output == OutputFormat.Text;
        var state = MeshStateFile.Read(mesh) ?? new MeshState();
        using var start = new MeshStart(mesh, MeshPlan.Make(options, state), shell, line => Say(line, text, shell));
        try
        {
            await start.RunAsync(state, interruption.Asked);
            var up = new UpDocument(
                start.State.Url!,
                mesh.Token,
                await LookAsync(start, interruption.Asked),
                options.Push ? await PushAsync(start.State, mesh, shell, interruption.Asked) : []);
            if (text)
                UpText.Write(up, mesh, shell);
            else
                await shell.Out.WriteLineAsync(MeshJson.Write(up));
            return up.Processes.All(process => process.Sound) ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (LaunchException failure)
        {
            await start.UndoAsync();
            throw new TerminalEtlException($"The mesh did not start: {failure.Report()}\nWhat was started is stopped again.", failure);
        }
        catch
        {
            await start.UndoAsync();
            throw;
        }
    }

    /// <summary>What was started is healthy; what ran before is asked.</summary>
    private static async Task<IReadOnlyList<UpProcess>> LookAsync(MeshStart start, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = LocalStatus.Patience };
        return await Task.WhenAll(start.State.Ordered.Select(async process =>
        {
            var probe = start.Started.Contains(process.Name) ? new ServiceProbe(ServiceProbe.Healthy, null) : await LocalStatus.AskAsync(process, http, ct);
            var state = probe.State != ServiceProbe.Healthy ? probe.State : start.Started.Contains(process.Name) ? UpProcess.Started : UpProcess.Running;
            return new UpProcess(process.Name, process.Url, process.Pid, process.Log, state, probe.Detail);
        }));
    }

    /// <summary>The mesh is up without a pipeline, too: what goes wrong here is told beside it.</summary>
    private static async Task<IReadOnlyList<PushDocument>> PushAsync(MeshState state, MeshFolder mesh, Shell shell, CancellationToken ct)
    {
        using var client = new MeshClient(new MeshAddress(new Uri(state.Url!), PrivateFile.Secret(mesh.Token), mesh), Operator.Of(shell));
        var folders = PipelineLocator.All(shell.Folder);
        try
        {
            return await BundlePush.AllAsync(folders, client, ct);
        }
        catch (TransientEtlException failure)
        {
            return [.. folders.Select(folder => new PushDocument(Path.GetFileName(folder), null, false, failure.Message))];
        }
    }

    private static void Say(string line, bool text, Shell shell)
    {
        if (text)
            shell.Out.WriteLine(line);
    }
}
