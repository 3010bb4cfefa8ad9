using System.Globalization;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>Divides a table into slices of about the same number of rows.</summary>
internal sealed class SlicePlanner(NpgsqlConnection connection, ServerRelation relation, TableDefinition definition, int connections)
{
    /// <summary>Of the table's own size.</summary>
    private const long BytesOfSlice = 128L * 1024 * 1024;

    private const int Most = 256;

    /// <summary>Ranges of a snapshot for each connection: whoever ends first takes the next.</summary>
    private const int RangesOfConnection = 4;

    // From 14 on the server reads a range of a table's file without the rest.
    private bool HasPlaces => relation.Kind is 'r' or 'm' or 'p' && connection.PostgreSqlVersion.Major >= 14;

    private bool IsStored => relation.Kind is 'r' or 'm' or 'p';

    /// <returns>At least one slice. A snapshot is one, as it is read in one process.</returns>
    public async Task<IReadOnlyList<PostgresSlice>> PlanAsync(TableWindow? window, CancellationToken ct)
    {
        var watermark = relation.Columns.FirstOrDefault(column => column.Name.Equals(definition.Watermark, StringComparison.OrdinalIgnoreCase));
        var where = watermark is null ? "" : WindowSql.Where(window, watermark, CopyColumn.Of(watermark)?.Type);
        var (rows, bytes) = await SizeAsync(where, ct);
        var parts = definition.Slices ?? (int)Math.Clamp((bytes + BytesOfSlice - 1) / BytesOfSlice, 1, Most);
        var keys = await SliceKeys.OfAsync(connection, relation, definition, ct);
        if (definition.Snapshot == SnapshotMode.Table)
            return [await SnapshotAsync(keys, window, where, rows, connections == 1 ? 1 : parts, ct)];

        var key = KeyOf(keys, watermark, window);
        var cuts = await CutAsync(key, where, rows, parts, ct);
        return [.. KeyRange.Between(cuts).Select(range => new PostgresSlice { Key = cuts.Count == 0 ? [] : key, Ranges = [range], Window = window })];
    }

    private async Task<PostgresSlice> SnapshotAsync(SliceKeys keys, TableWindow? window, string where, long rows, int parts, CancellationToken ct)
    {
        var pieces = parts == 1 ? 1 : Math.Min(parts * RangesOfConnection, Most);
        // In one snapshot a row is at one place; from one to the next it may move.
        var isPlaced = HasPlaces && window?.Lo is null;
        IReadOnlyList<KeyColumn> key = isPlaced ? [KeyColumn.Place] : keys.Unique;
        var cuts = isPlaced ? await PlacesAsync(pieces, ct) : await CutAsync(key, where, rows, pieces, ct);
        return new PostgresSlice { Key = cuts.Count == 0 ? [] : key, Ranges = KeyRange.Between(cuts), Window = window, Snapshot = true };
    }

    // A delta is found by its watermark where that is indexed; by the table's key the server would pass over all the rest.
    private static IReadOnlyList<KeyColumn> KeyOf(SliceKeys keys, ServerColumn? watermark, TableWindow? window) =>
        window?.Lo is not null && watermark is not null && keys.IndexedFirst.Contains(watermark.Name) ? [SliceKeys.Column(watermark)] : keys.Unique;

    private Task<IReadOnlyList<IReadOnlyList<string>>> CutAsync(IReadOnlyList<KeyColumn> key, string where, long rows, int parts, CancellationToken ct) =>
        new SliceCut(connection, relation.Quoted, IsStored).IntoAsync(key, where, rows, parts, ct);

    private async Task<IReadOnlyList<IReadOnlyList<string>>> PlacesAsync(int pieces, CancellationToken ct)
    {
        // Of a partitioned table, of its longest partition.
        var blocks = (long)(await SourceQuery.RowsAsync(connection,
            "select coalesce(max(pg_relation_size(p.id) / current_setting('block_size')::int), 0) from (select $1::oid as id union select relid from pg_partition_tree($1::oid::regclass) where isleaf) as p", ct, (long)relation.Id))[0][0]!;
        return [.. Enumerable.Range(1, pieces - 1).Select(piece => blocks * piece / pieces).Where(block => block > 0).Distinct().Select(block => (IReadOnlyList<string>)[string.Create(CultureInfo.InvariantCulture, $"({block},0)")])];
    }

    /// <summary>About how many rows and bytes, as the server's planner thinks.</summary>
    private async Task<(long Rows, long Bytes)> SizeAsync(string where, CancellationToken ct)
    {
        var all = await EstimateAsync("", ct);
        var rows = where.Length == 0 ? all : Math.Min(all, await EstimateAsync(where, ct));
        var size = IsStored
            ? (long)(await SourceQuery.RowsAsync(connection, "select coalesce(sum(pg_table_size(p.id)), 0)::bigint from (select $1::oid as id union select relid from pg_partition_tree($1::oid::regclass)) as p", ct, (long)relation.Id))[0][0]!
            : 0;
        return (rows, all == 0 ? size : (long)(size * ((double)rows / all)));
    }

    private async Task<long> EstimateAsync(string where, CancellationToken ct)
    {
        var plan = (await SourceQuery.RowsAsync(connection, $"explain (format json) select 1 from {relation.Quoted}{(where.Length > 0 ? $" where {where}" : "")}", ct))[0][0];
        using var json = JsonDocument.Parse((string)plan!);
        return (long)json.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }
}
