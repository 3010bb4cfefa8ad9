namespace EtlMesh.Warehouse;

/// <summary>Another process has the warehouse's file and kept it for as long as was waited.</summary>
/// <param name="path">The file.</param>
/// <param name="processId">The process that has it; null when the engine does not tell.</param>
public sealed class WarehouseBusyException(string path, int? processId, TimeSpan waited, Exception? cause = null)
    : Exception(
        $"Opening the warehouse {path}: {(processId is { } pid ? $"process {pid}" : "another process")} has it open, "
        + $"also after {waited.TotalSeconds:0} s. Wait until that process has ended, or end it; then try again.", cause)
{
    public int? ProcessId { get; } = processId;
}
