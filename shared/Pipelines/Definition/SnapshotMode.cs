namespace EtlMesh.Pipelines;

/// <summary>What makes the slices of a table consistent with each other.</summary>
public enum SnapshotMode
{
    /// <summary>A window of the watermark whose end is safely committed; slices run anywhere.</summary>
    Window,

    /// <summary>One database snapshot, so all slices run in one process.</summary>
    Table,
}
