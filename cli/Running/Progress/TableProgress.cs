using System.Collections.Immutable;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>A table of a run as far as it is known.</summary>
/// <param name="Source">The source's name in the pipeline file.</param>
/// <param name="Table">The table's name there.</param>
public sealed record TableProgress(string Source, string Table)
{
    /// <summary>The accepted slices by their number; the first result of a slice wins.</summary>
    public ImmutableSortedDictionary<int, LandedSlice> Landed { get; init; } = ImmutableSortedDictionary<int, LandedSlice>.Empty;

    /// <summary>How many slices there are; null before the table was planned.</summary>
    public int? Slices { get; init; }

    /// <summary>The counts of the loaded segment; null before.</summary>
    public TableCounts? Counts { get; init; }

    /// <summary>Why the table could not be transferred.</summary>
    public string? Failure { get; init; }

    public string Name => $"{Source}.{Table}";

    public bool Extracted => Slices is { } n && Landed.Count >= n;

    public string State => Failure is not null ? "failed" : Counts is not null ? "loaded" : Extracted ? "loading" : Slices is null ? "waiting" : "extracting";

    /// <summary>Records read so far; null before the first slice.</summary>
    public long? RowsRead => Counts?.RowsRead ?? Sum(slice => slice.RowsRead);

    /// <summary>Records in quarantine so far; null before the first slice.</summary>
    public long? RowsQuarantined => Counts?.RowsQuarantined ?? Sum(slice => slice.RowsQuarantined);

    /// <summary>Records outside the night's window so far; null before the first slice.</summary>
    public long? RowsSkipped => Counts?.RowsSkipped ?? Sum(slice => slice.RowsSkipped);

    private long? Sum(Func<LandedSlice, long> value) => Landed.IsEmpty ? null : Landed.Values.Sum(value);
}
