using System.ComponentModel;
using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Runs a program of the machine to its end.</summary>
public static class Tool
{
    /// <returns>Its exit code and all that it said.</returns>
    /// <exception cref="TerminalEtlException">There is no such program.</exception>
    public static async Task<(int ExitCode, string Said)> RunAsync(IReadOnlyList<string> words, CancellationToken ct)
    {
        var start = new ProcessStartInfo(words[0]) { WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(word);
        try
        {
            using var process = Process.Start(start)!;
            await using var interrupted = ct.Register(() => process.Kill(entireProcessTree: true));
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, (await output + await errors).Trim());
        }
        catch (Win32Exception missing)
        {
            throw new TerminalEtlException($"Running {words[0]}: {missing.Message}; it is needed to start PostgreSQL (Debian: util-linux, coreutils).", missing);
        }
    }

    /// <exception cref="TerminalEtlException">It ended with another code than 0.</exception>
    public static async Task ExpectAsync(string what, IReadOnlyList<string> words, CancellationToken ct)
    {
        var (exit, said) = await RunAsync(words, ct);
        if (exit != 0)
            throw new TerminalEtlException($"{what}: `{string.Join(' ', words)}` ended with {exit}: {said}");
    }
}
