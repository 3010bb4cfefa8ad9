namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Where the statements of a table are, in stretches fine enough to make even slices of, and never so many that memory notices.</summary>
internal sealed class DumpStretches
{
    private const int Most = 2_048;

    private readonly List<DumpRange> ranges = [];
    private readonly List<bool> follows = [];
    private long together;

    public IReadOnlyList<DumpRange> Ranges => ranges;

    public long Bytes => ranges.Sum(range => range.Length);

    public long Rows => ranges.Sum(range => range.Rows);

    /// <summary>Nothing but space and comments stands between a stretch and the one before it.</summary>
    public bool Follows(int index) => follows[index];

    /// <param name="statement">An INSERT, later in the dump than all before.</param>
    /// <param name="adjacent">Nothing but space and comments stands between it and the last one.</param>
    public void Add(DumpRange statement, bool adjacent)
    {
        adjacent &= ranges.Count > 0 && ranges[^1].IsReadLike(statement);
        if (adjacent && ranges[^1].Length < together)
        {
            ranges[^1] = ranges[^1].With(statement);
            return;
        }

        ranges.Add(statement);
        follows.Add(adjacent);
        if (ranges.Count > Most)
            Coarsen();
    }

    /// <summary>Of another file, behind these.</summary>
    public void Append(DumpStretches other)
    {
        ranges.AddRange(other.ranges);
        follows.AddRange(other.follows);
    }

    /// <summary>Neighbours become one, so that a stretch is at least an even share of what was seen.</summary>
    private void Coarsen()
    {
        together = Math.Max(together * 2, Bytes * 4 / Most);
        var kept = 0;
        for (var i = 1; i < ranges.Count; i++)
        {
            if (follows[i] && ranges[kept].Length < together)
                ranges[kept] = ranges[kept].With(ranges[i]);
            else
                (ranges[++kept], follows[kept]) = (ranges[i], follows[i]);
        }

        ranges.RemoveRange(kept + 1, ranges.Count - kept - 1);
        follows.RemoveRange(kept + 1, follows.Count - kept - 1);
    }
}
