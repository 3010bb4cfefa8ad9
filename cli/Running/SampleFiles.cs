using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>A sample that is too large to be kept with its pipeline: <c>sample/generate.sh</c> writes it on first use, when a source's connection leads below <c>sample/</c> and nothing is there.</summary>
public static class SampleFiles
{
    private const string Sample = "sample";
    private const string Generator = "generate.sh";
    private const int Shown = 2_000;

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="folder">Its folder, absolute.</param>
    /// <param name="shell">Environment, and where it is told.</param>
    /// <param name="ct">Ends the generator.</param>
    /// <exception cref="TerminalEtlException">The generator failed.</exception>
    public static async Task MakeAsync(PipelineDefinition pipeline, string folder, Shell shell, CancellationToken ct)
    {
        var sample = Path.Combine(folder, Sample);
        if (!File.Exists(Path.Combine(sample, Generator)) || !pipeline.Sources.Any(source => IsMissing(source, folder, sample, shell)))
            return;

        await shell.Error.WriteLineAsync($"Making the sample of {pipeline.Name}, once: {Sample}/{Generator}");
        var start = new ProcessStartInfo("sh", Generator) { WorkingDirectory = sample, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var generator = Process.Start(start)!;
        generator.StandardInput.Close();
        await using var cancelled = ct.Register(() => generator.Kill(entireProcessTree: true));
        var (output, errors) = (generator.StandardOutput.ReadToEndAsync(ct), generator.StandardError.ReadToEndAsync(ct));
        var told = await output + await errors;
        await generator.WaitForExitAsync(ct);
        if (generator.ExitCode != 0)
            throw new TerminalEtlException($"Making the sample of {pipeline.Name}: {Sample}/{Generator} ended with {generator.ExitCode}. {told[^Math.Min(told.Length, Shown)..].Trim()} Correct it, or name another source in the environment.");
    }

    private static bool IsMissing(SourceDefinition source, string folder, string sample, Shell shell)
    {
        if (!ConnectionAddress.TryParse(EnvironmentReferences.Resolve(source.Connection, shell.Variable), out var address) || address.Kind is not (ConnectionKind.Files or ConnectionKind.MySqlDump))
            return false;
        var path = address.PathFrom(folder);
        if (path != sample && !path.StartsWith(sample + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        return Directory.Exists(path) ? !Directory.EnumerateFiles(path).Any(IsData) : !Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Any();
    }

    private static bool IsData(string path) => Path.GetFileName(path) is var name && name != Generator && name[0] != '.';
}
