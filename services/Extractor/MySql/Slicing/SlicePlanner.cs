using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.MySql;

/// <summary>Divides a table into slices of about the same number of rows.</summary>
internal sealed class SlicePlanner(MySqlConnection connection, MySqlTable table, TableDefinition definition, int connections, CancellationToken ct)
{
    /// <summary>Of the table's own size. A slice costs a quarter of a second of its own, whatever it holds.</summary>
    private const long BytesOfSlice = 256L * 1024 * 1024;

    private const int Most = 256;

    /// <summary>Ranges of a snapshot for each connection: whoever ends first takes the next.</summary>
    private const int RangesOfConnection = 4;

    /// <returns>At least one slice. A snapshot is one, as it is read in one process.</returns>
    public IReadOnlyList<MySqlSlice> Plan(TableWindow? window)
    {
        var watermark = definition.Watermark is { } name ? table.Column(name) : null;
        var where = watermark is null ? "" : WindowSql.Where(window, watermark);
        var all = Estimate("");
        var rows = where.Length == 0 ? all : Math.Min(all, Estimate(where));
        var bytes = all == 0 ? 0 : (long)(table.Bytes * ((double)rows / all));
        if (definition.Snapshot == SnapshotMode.Table)
            return [Snapshot(window, where, rows, bytes)];

        var parts = definition.Slices ?? (int)Math.Clamp((bytes + BytesOfSlice - 1) / BytesOfSlice, 1, Most);
        var key = KeyOf(watermark, window);
        return [.. SliceCut.Into(connection, table, key, where, rows, parts, ct).Select(range => new MySqlSlice { Key = key, Ranges = [range], Window = window })];
    }

    private MySqlSlice Snapshot(TableWindow? window, string where, long rows, long bytes)
    {
        // Other engines hold a table still for one statement, not for several.
        var pieces = (definition.Slices ?? (int)Math.Min(connections, bytes / BytesOfSlice)) * RangesOfConnection;
        var parts = table.IsTransactional && connections > 1 ? Math.Clamp(pieces, 1, Most) : 1;
        var key = SliceCut.KeyOf(table);
        return new MySqlSlice { Key = key, Ranges = SliceCut.Into(connection, table, key, where, rows, parts, ct), Window = window, Snapshot = true };
    }

    // A delta is found by its watermark where that is indexed; by the table's key the server would pass over all the rest.
    private IReadOnlyList<KeyPart> KeyOf(MySqlColumn? watermark, TableWindow? window) =>
        window?.Lo is not null && watermark is not null && table.IndexedFirst.Contains(watermark.Name) && KeyPart.Of(watermark) is { } part and not { Kind: KeyKind.Text or KeyKind.Binary }
            ? [part]
            : SliceCut.KeyOf(table);

    private long Estimate(string where) => RowEstimate.Of(connection, $"select 1 from {table.Quoted}{(where.Length > 0 ? " where " + where : "")}", ct);
}
