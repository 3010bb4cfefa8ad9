using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Rows and NULLs of a landing file, as its own footer tells them: no row is read.</summary>
internal static class LandedFooter
{
    /// <exception cref="TerminalEtlException">A file has rows or NULLs more or less than the source's stream had.</exception>
    public static void RequireCounts(IReadOnlyList<(LandedSlice Slice, string Path)> files, CancellationToken ct)
    {
        if (files.Count == 0)
            return;
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        foreach (var (slice, path) in files)
            RequireCounts(connection, slice, path, ct);
    }

    private static void RequireCounts(DuckDbConnection connection, LandedSlice slice, string path, CancellationToken ct)
    {
        try
        {
            var rows = connection.Scalar<long>($"select num_rows from parquet_file_metadata({Sql.Literal(path)})", ct);
            if ((rows == slice.Rows ? Nulls(connection, slice, path, ct) : $"it has {rows} rows, expected were {slice.Rows}") is { } difference)
                throw Differs(slice, difference);
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.InvalidInput or DuckDbErrorKind.Io)
        {
            throw Differs(slice, $"it is no whole Parquet file ({e.Message})");
        }
    }

    // Where a footer says nothing of NULLs, the segment will.
    private static string? Nulls(DuckDbConnection connection, LandedSlice slice, string path, CancellationToken ct)
    {
        using var result = connection.Query(
            $"select path_in_schema, sum(stats_null_count)::bigint from parquet_metadata({Sql.Literal(path)}) group by path_in_schema having count(*) = count(stats_null_count)", ct);
        var nulls = result.Rows().ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.OrdinalIgnoreCase);
        return slice.Sums.Where(sum => nulls.TryGetValue(sum.Column, out var there) && there != sum.Nulls)
            .Select(sum => $"column {sum.Column} has {nulls[sum.Column]} NULLs, expected were {sum.Nulls}").FirstOrDefault();
    }

    private static TerminalEtlException Differs(LandedSlice slice, string difference) => new(
        $"Reading landing's {slice.Object}: it differs from what the source's stream held: {difference}. It is not used; run the date again.");
}
