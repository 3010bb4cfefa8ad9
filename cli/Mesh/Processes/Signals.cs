using System.Runtime.InteropServices;

namespace EtlMesh.Cli;

/// <summary>Sends signals to processes that need not be children of this one.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;

    /// <returns>False when the process is gone, or belongs to somebody else.</returns>
    public static bool Send(ProcessIdentity process, int signal) => ProcessTable.IsAlive(process) && SendTo(process.Pid, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendTo(int pid, int signal);
}
