using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Loader;

/// <summary>Reads landing once more when a segment is not what the source's stream was, and says whose fault that is.</summary>
internal static class LandingReread
{
    /// <summary>The error for the first landing object that is not what the stream was; null when all are.</summary>
    public static async Task<TerminalEtlException?> FaultAsync(LoadTable command, IObjectStore store, CancellationToken ct)
    {
        var columns = string.Join(", ", command.Columns.Select(column => $"cast({Sql.Identifier(column.Name)} as {column.Type}) as {Sql.Identifier(column.Name)}"));
        foreach (var slice in command.Slices.OrderBy(slice => slice.K))
        {
            await using var file = await store.FetchAsync(slice.Object, slice.Sha256, ct);
            using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
            using var connection = database.Connect();
            var (_, sums) = ColumnSums.Compute(connection, $"(select {columns} from {Parquet.Relation([file.LocalPath])})", ct);
            if (ColumnSums.Difference(slice.Sums, sums) is { } difference)
                return new TerminalEtlException(
                    $"Loading {command.Source}.{command.Table}: landing's {slice.Object} differs from what the source's stream held: {difference}. The segment {command.SegmentUid} is not used; run the date again.");
        }

        return null;
    }
}
