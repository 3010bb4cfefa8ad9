using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh down</c>: no process of the mesh is left, whatever became of the command that started it.</summary>
public static class Down
{
    /// <returns>The exit code.</returns>
    /// <exception cref="TransientEtlException">Another command starts or stops the mesh.</exception>
    public static async Task<int> ExecuteAsync(string? home, bool wipe, OutputFormat output, Shell shell, CancellationToken ct)
    {
        var mesh = new MeshFolder(shell.Home(home));
        var done = Directory.Exists(mesh.Path) ? await StopAsync(mesh, wipe, shell, ct) : new DownDocument([], [], []);
        if (output == OutputFormat.Json)
            await shell.Out.WriteLineAsync(MeshJson.Write(done));
        else
            Tell(done, mesh, shell.Out);
        return ExitCodes.Done;
    }

    private static async Task<DownDocument> StopAsync(MeshFolder mesh, bool wipe, Shell shell, CancellationToken ct)
    {
        using var taken = MeshLock.Take(mesh);
        var state = ReadOrNothing(mesh);
        var postgres = state?.Postgres ?? await PostgresCluster.PlaceAsync(mesh, ct);
        var alive = MeshStop.Alive(mesh, state, postgres);
        var killed = await new MeshStop(shell.Time).StopAsync(alive);
        if (!wipe)
        {
            if (state is not null)
                MeshStateFile.Write(mesh, state with { Processes = [] });
            return new DownDocument([.. alive.Select(process => process.Name)], killed, []);
        }

        string[] folders = [.. new[] { postgres, mesh.Path }.Where(Directory.Exists)];
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        return new DownDocument([.. alive.Select(process => process.Name)], killed, folders);
    }

    /// <summary>A damaged <c>mesh.json</c> keeps nobody from stopping: its processes are known by their mark.</summary>
    private static MeshState? ReadOrNothing(MeshFolder mesh)
    {
        try
        {
            return MeshStateFile.Read(mesh);
        }
        catch (TerminalEtlException)
        {
            File.Delete(mesh.State);
            return null;
        }
    }

    private static void Tell(DownDocument done, MeshFolder mesh, TextWriter writer)
    {
        foreach (var name in done.Killed)
            writer.WriteLine($"{name} did not end by itself and was killed.");
        writer.WriteLine(done.Stopped.Count == 0 ? $"No process of a mesh runs at {mesh.Home}." : $"Stopped: {string.Join(", ", done.Stopped)}.");
        if (done.Removed.Count > 0)
            writer.WriteLine($"Removed: {string.Join(", ", done.Removed)}.");
        else if (done.Stopped.Count > 0)
            writer.WriteLine($"Its data stays in {mesh.Path}; `etlmesh up` goes on with it, `etlmesh down --wipe` removes it.");
    }
}
