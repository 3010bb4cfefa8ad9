namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Divides a table's statements into slices of even size.</summary>
internal static class DumpSlicePlanner
{
    /// <summary>Bytes of a slice when nothing else is asked for.</summary>
    private const long Usual = 32L * 1024 * 1024;

    /// <summary>Most slices of a table.</summary>
    private const long Most = 1_024;

    /// <param name="rows">Where the table's statements are.</param>
    /// <param name="wanted">Number of slices; null to decide by size. There are never more slices than stretches.</param>
    /// <returns>At least one; an empty one when there is no statement.</returns>
    public static IReadOnlyList<IReadOnlyList<DumpRange>> Plan(DumpStretches rows, int? wanted)
    {
        var slices = Math.Clamp(wanted ?? (rows.Bytes + Usual - 1) / Usual, 1, Most);
        var (total, done) = (rows.Bytes, 0L);
        var plan = new List<List<DumpRange>> { new() };
        for (var i = 0; i < rows.Ranges.Count; i++)
        {
            var range = rows.Ranges[i];
            // The middle of a stretch says which slice it belongs to.
            var slice = (int)((done + (range.Length / 2)) * slices / total);
            done += range.Length;
            while (plan.Count <= slice)
                plan.Add([]);
            var open = plan[slice];
            if (open.Count > 0 && rows.Follows(i))
                open[^1] = open[^1].With(range);
            else
                open.Add(range);
        }

        return plan.Count == 1 ? plan : [.. plan.Where(slice => slice.Count > 0)];
    }
}
