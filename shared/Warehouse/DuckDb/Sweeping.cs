using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Finds and drops what nothing names any more.</summary>
internal static class Sweeping
{
    public static SweepReport Sweep(DuckDbConnection connection, SweepSpec spec, DateTime now, CancellationToken ct)
    {
        var kept = Kept(connection, spec, now - spec.KeepFailed, ct);
        var dropped = new List<string>();
        foreach (var uid in kept.GarbageCandidates)
            dropped.AddRange(Discards.Drop(connection, uid, Names.CandidateSchema(spec.Pipeline, uid), ct));
        foreach (var segment in kept.GarbageSegments)
        {
            Discards.Drop(connection, segment, ct);
            dropped.Add($"{segment.Schema}.{segment.Name}");
        }

        Objects.DropEmptySchema(connection, Names.RawSchema(spec.Pipeline), ct);
        dropped.AddRange(Discards.Failures(connection, spec.Pipeline, name => !kept.AttemptUids.Contains(name[^12..]), ct));
        if (dropped.Count > 0)
            Audit.Write(connection, now, null, null, "sweep", "sweep", $"{spec.Pipeline}: {string.Join(", ", dropped)}", dropped.Count);
        return new SweepReport(dropped);
    }

    private static Kept Kept(DuckDbConnection connection, SweepSpec spec, DateTime since, CancellationToken ct)
    {
        // One state for the whole decision; what a run adds afterwards is not garbage.
        using var transaction = connection.Begin();
        List<object?[]> young;
        using (var result = connection.Query(Warehouse.Kept.YoungAttempts, ct, spec.Pipeline, since))
            young = [.. result.Rows()];
        return Warehouse.Kept.Of(spec, young, Ledgers.Read(connection, spec.Pipeline, ct),
            [.. CandidateRows.OfPipeline(connection, spec.Pipeline, ct).Select(row =>
                (row, (IReadOnlySet<string>)ModelRows.Of(connection, row.Uid, ct).Select(model => model.Uid).ToHashSet(StringComparer.Ordinal)))],
            SegmentRows.Read(connection, "pipeline = ?", ct, spec.Pipeline));
    }
}
