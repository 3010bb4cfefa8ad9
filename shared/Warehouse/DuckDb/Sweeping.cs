using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Finds and drops what nothing names any more.</summary>
internal static class Sweeping
{
    public static SweepReport Sweep(DuckDbConnection connection, SweepSpec spec, DateTime now, CancellationToken ct)
    {
        var kept = Kept.Of(connection, spec, now, ct);
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
}
