using EtlMesh.Contracts;

namespace EtlMesh.Loader.Tests;

/// <summary>Commands that need no landing files.</summary>
internal static class Commands
{
    /// <summary>A table with the one column <c>c</c>.</summary>
    public static LoadTable Load(string type, params LandedSlice[] slices) => new()
    {
        RunId = RunId.Of("shop", new DateOnly(2026, 3, 1)),
        Attempt = 1,
        Pipeline = "shop",
        RunDate = new DateOnly(2026, 3, 1),
        BundleHash = "none",
        Source = "shop",
        Table = "orders",
        SegmentUid = "segment00001",
        Columns = [new ColumnSpec { Name = "c", Type = type }],
        Slices = slices,
    };

    public static LandedSlice Slice(int k, long rows, long? read = null, long quarantined = 0) => new()
    {
        K = k,
        Object = $"slice-{k}",
        Rows = rows,
        Bytes = 1,
        Sha256 = "none",
        RowsRead = read ?? rows + quarantined,
        RowsQuarantined = quarantined,
        Sums = [],
    };
}
