namespace EtlMesh.Cli;

/// <summary>What the process tells the shell.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The run failed; what it wrote was removed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, or a problem in the pipeline's files; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>The gate blocked publishing; readers keep the previous release.</summary>
    public const int Blocked = 3;

    /// <summary>Interrupted by Ctrl-C, SIGTERM or SIGHUP, in good order. A shell gives 143 or 129 for a process that died of the signal; this one did not.</summary>
    public const int Interrupted = 130;
}
