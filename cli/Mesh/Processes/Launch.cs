using System.ComponentModel;
using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>A process that was started here and lives on without us: in a session of its own, so that no terminal ends it, with its words in a file.</summary>
public sealed class Launch : IDisposable
{
    // Standard streams are given up before the program begins; exec keeps the process' number.
    private const string Detach = "exec \"$@\" </dev/null >>\"$0\" 2>&1";

    private readonly Process process;

    private Launch(LaunchSpec spec, Process process, ProcessIdentity identity) => (Spec, this.process, Identity) = (spec, process, identity);

    public LaunchSpec Spec { get; }

    public ProcessIdentity Identity { get; }

    public bool Ended => process.HasExited;

    /// <exception cref="TerminalEtlException">It could not be started at all.</exception>
    public static Launch Start(LaunchSpec spec)
    {
        LogFile.Begin(spec.Log);
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = spec.Folder };
        foreach (var word in new[] { "sh", "-c", Detach, spec.Log, spec.Program }.Concat(spec.Arguments))
            start.ArgumentList.Add(word);
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;

        try
        {
            var process = Process.Start(start)!;
            // Gone already: an identity that no process has.
            var identity = ProcessTable.Find(process.Id) ?? new ProcessIdentity(process.Id, 0);
            return new Launch(spec, process, identity);
        }
        catch (Win32Exception failure)
        {
            throw new TerminalEtlException($"Starting {spec.Name}: {failure.Message}; `setsid` and `sh` are needed (Debian: util-linux, dash).", failure);
        }
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> EndAsync(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    public void Dispose() => process.Dispose();
}
