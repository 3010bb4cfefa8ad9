using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>How long a command waits for a warehouse that another process has open.</summary>
public static class WarehouseWait
{
    public const string Variable = "ETLMESH_WAREHOUSE_WAIT";

    private static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>What <c>ETLMESH_WAREHOUSE_WAIT</c> says, such as <c>45s</c> or <c>2h</c>; <c>0s</c> waits not at all. Unset: 30 s.</summary>
    /// <exception cref="UsageException">It is no duration.</exception>
    public static TimeSpan Of(Shell shell)
    {
        if (shell.Variable(Variable) is not { Length: > 0 } text)
            return Default;
        return Durations.TryParse(text, out var wait)
            ? wait
            : throw new UsageException($"{Variable}={text}: not a duration; write one such as 30s, 15m or 1h30m.");
    }
}
