namespace EtlMesh.Cli;

/// <summary>What a person reads at the end of <c>up</c>: what runs where, what the mesh knows, and what to do next.</summary>
public static class UpText
{
    public static void Write(UpDocument up, MeshFolder mesh, Shell shell)
    {
        var grid = new TextGrid("service", "url", "state");
        foreach (var process in up.Processes)
            grid.Add(process.Name, process.Url, process.Detail is { } wrong ? $"{process.State}: {wrong}" : process.State);
        grid.Write(shell.Out);
        shell.Out.WriteLine();
        BundlePush.Tell(up.Pipelines, shell);
        shell.Out.WriteLine($"Logs are in {mesh.Logs}, the API's token in {up.TokenFile}.");
        if (up.Processes.FirstOrDefault(process => !process.Sound) is { } ill)
        {
            shell.Out.WriteLine($"Not all is well: see {ill.Log}; `etlmesh down` and `etlmesh up` start it anew.");
            return;
        }

        var example = up.Pipelines.FirstOrDefault(push => push.Error is null)?.Pipeline ?? "<pipeline>";
        var next = new TextGrid();
        next.Add($"  etlmesh runs start {example} --wait", "one night");
        next.Add("  etlmesh status", "what runs, waits and fails");
        next.Add("  etlmesh down", "stops the mesh; its data stays");
        next.Write(shell.Out);
    }
}
