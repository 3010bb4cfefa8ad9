using System.Security.Cryptography;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>
/// A table's segments as one new base, made within the run that found them too many. Readers see the same rows before and after: tombstones stay in it, for an older
/// version of their row may be read again; of a table without a key it keeps what it was made of. Releases from before name the old segments until they are swept.
/// </summary>
internal static class Compaction
{
    /// <summary>The tables of a snapshot that are due, each with the uid of its new base: the same whenever the candidate is begun.</summary>
    public static IReadOnlyList<(SnapshotTable Table, string Uid)> Due(CandidateSpec spec, Snapshot snapshot) =>
        [.. snapshot.Tables.Where(spec.Compaction.IsDue).Select(table => (table, Uid(spec.Uid, table)))];

    /// <param name="rows">What was counted in it.</param>
    public static SnapshotSegment Base(SnapshotTable table, string uid, long rows) => new()
    {
        Uid = uid,
        Rows = rows,
        Columns = table.Columns,
        Hi = table.Hi,
        Window = new TableWindow { Until = table.Segments[^1].Window?.Until },
        Parts = table.Key.Count > 0 || table.Watermark is null ? [] : [.. table.Segments.SelectMany(PartsOf)],
    };

    /// <summary>The snapshot with new bases.</summary>
    /// <param name="bases">By source and table.</param>
    public static Snapshot With(Snapshot snapshot, IReadOnlyDictionary<(string Source, string Table), SnapshotSegment> bases) => snapshot with
    {
        Tables = [.. snapshot.Tables.Select(table => bases.TryGetValue((table.Source, table.Table), out var made) ? table with { Segments = [made] } : table)],
    };

    private static IEnumerable<SnapshotPart> PartsOf(SnapshotSegment segment) =>
        segment.Parts.Count > 0 ? segment.Parts.Where(part => !part.Gone) : [new SnapshotPart { Window = segment.Window, Hi = segment.Hi }];

    private static string Uid(string candidate, SnapshotTable table) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{candidate} {table.Source}.{table.Table}")))[..20];
}
