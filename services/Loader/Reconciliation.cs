using EtlMesh.Contracts;

namespace EtlMesh.Loader;

/// <summary>Whether everything that was read is accounted for.</summary>
internal static class Reconciliation
{
    /// <summary>Records read = rows landed + records quarantined + records skipped, in every slice.</summary>
    /// <exception cref="TerminalEtlException">Some record is in none of them, or in more than one.</exception>
    public static void OfSlices(LoadTable command)
    {
        foreach (var slice in command.Slices)
        {
            if (slice.RowsRead != slice.Rows + slice.RowsQuarantined + slice.RowsSkipped)
            {
                throw new TerminalEtlException(
                    $"Loading {command.Source}.{command.Table}: slice {slice.K} counts {slice.RowsRead} records read, but {slice.Rows} landed, {slice.RowsQuarantined} are quarantined and {slice.RowsSkipped} skipped ({slice.Object}). Nothing was loaded; look at the source and run the date again.");
            }
        }
    }

    /// <summary>The segment holds what the source's stream held.</summary>
    /// <returns>What is wrong when a row is missing or too many, or a value is another; else null.</returns>
    public static TerminalEtlException? OfSegment(LoadTable command, IReadOnlyList<ColumnSum> landed, long loadedRows, IReadOnlyList<ColumnSum> loaded)
    {
        var landedRows = command.Slices.Sum(slice => slice.Rows);
        var difference = landedRows == loadedRows
            ? Staging.ColumnSums.Difference(landed, loaded)
            : $"it has {loadedRows} rows, expected were {landedRows}";
        return difference is null
            ? null
            : new TerminalEtlException($"Loading {command.Source}.{command.Table}: the segment {command.SegmentUid} differs from what was extracted: {difference}. It is not used; run the date again.");
    }
}
