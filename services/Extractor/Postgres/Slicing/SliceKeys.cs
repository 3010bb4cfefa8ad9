using EtlMesh.Pipelines;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>What a relation's slices may be cut by.</summary>
/// <param name="Unique">The primary key, or another unique one without NULLs; else what the pipeline file calls the key, its first column; else none.</param>
/// <param name="IndexedFirst">Columns that an index begins with.</param>
internal sealed record SliceKeys(IReadOnlyList<KeyColumn> Unique, IReadOnlySet<string> IndexedFirst)
{
    // An index of some rows only, or of expressions, tells nothing of all rows.
    private const string Query =
        """
        select i.indisunique and i.indimmediate and not exists (
                 select from unnest(i.indkey[0:i.indnkeyatts - 1]) k join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k where not a.attnotnull) as identifies,
               array(select a.attname::text from unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality k(attnum, place) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place)
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
        where i.indrelid = $1 and i.indisvalid and i.indpred is null and i.indexprs is null and m.amname = 'btree'
        order by i.indisprimary desc, i.indnkeyatts, i.indexrelid
        """;

    public static async Task<SliceKeys> OfAsync(NpgsqlConnection connection, ServerRelation relation, TableDefinition definition, CancellationToken ct)
    {
        var indexes = (await SourceQuery.RowsAsync(connection, Query, ct, (long)relation.Id)).Select(row => (Identifies: (bool)row[0]!, Columns: (string[])row[1]!)).ToList();
        var unique = indexes.Find(index => index.Identifies).Columns;
        IReadOnlyList<KeyColumn> key = unique is not null
            ? [.. unique.Select(name => Column(relation.Columns.First(column => column.Name == name)))]
            : [.. relation.Columns.Where(column => column.Name.Equals(definition.Key.ElementAtOrDefault(0), StringComparison.OrdinalIgnoreCase)).Take(1).Select(Column)];
        return new SliceKeys(key, indexes.Select(index => index.Columns[0]).ToHashSet(StringComparer.Ordinal));
    }

    public static KeyColumn Column(ServerColumn column) => new(column.Name, column.ServerType, !column.IsRequired);
}
