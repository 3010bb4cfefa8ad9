using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using Npgsql;

namespace EtlMesh.PostgresCopy;

/// <summary>A table, view or foreign table, as the server's catalog has it.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Id">The server's number of it.</param>
/// <param name="Kind">The catalog's letter: r table, p partitioned, v view, m materialised view, f foreign table.</param>
/// <param name="Columns">In order.</param>
public sealed record ServerRelation(string Schema, string Name, uint Id, char Kind, IReadOnlyList<ServerColumn> Columns)
{
    private const string Find =
        """
        select c.oid, c.relkind, n.nspname::text, c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.oid = to_regclass($1) and c.relkind in ('r', 'p', 'v', 'm', 'f')
        """;

    // A domain, also one of a domain, is what it is made of.
    private const string Describe =
        """
        select a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, base.oid, base.modifier, base.dimensions,
               case when base.category = 'A' and base.length = -1 and base.oid not in (22, 30) then base.element else 0::oid end
        from pg_attribute a cross join lateral (
          with recursive domain(oid, modifier, dimensions) as (
            select a.atttypid, a.atttypmod, a.attndims::int
            union all
            select t.typbasetype, t.typtypmod, greatest(d.dimensions, t.typndims) from domain d join pg_type t on t.oid = d.oid and t.typtype = 'd')
          select t.oid, d.modifier, d.dimensions, t.typcategory as category, t.typlen as length, t.typelem as element
          from domain d join pg_type t on t.oid = d.oid and t.typtype <> 'd') as base
        where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum
        """;

    /// <summary>For SQL: <c>"shop"."orders"</c>.</summary>
    public string Quoted => $"{Sql.Identifier(Schema)}.{Sql.Identifier(Name)}";

    /// <summary>Looks a relation up.</summary>
    /// <param name="name">As in <c>orders</c>, found by the server's search path, or <c>sales.orders</c>; upper and lower case count.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="TerminalEtlException">The name has more than two parts.</exception>
    public static async Task<ServerRelation?> FindAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(Find, connection) { Parameters = { new() { Value = Quote(name) } } };
        var found = await RowsAsync(find, row => (Id: (uint)row[0], Kind: (char)row[1], Schema: (string)row[2], Name: (string)row[3]), ct);
        if (found is not [var relation])
            return null;
        await using var describe = new NpgsqlCommand(Describe, connection) { Parameters = { new() { Value = (long)relation.Id } } };
        var columns = await RowsAsync(describe, Column, ct);
        return new ServerRelation(relation.Schema, relation.Name, relation.Id, relation.Kind, columns);
    }

    /// <summary>For people: <c>shop.orders</c>.</summary>
    public override string ToString() => $"{Schema}.{Name}";

    private static string Quote(string name)
    {
        var parts = name.Split('.');
        return parts.Length <= 2
            ? string.Join('.', parts.Select(Sql.Identifier))
            : throw new TerminalEtlException($"Looking for the relation {name}: a name has a schema and a table, as in `sales.orders`.");
    }

    private static ServerColumn Column(object[] row) => new()
    {
        Name = (string)row[0],
        ServerType = (string)row[1],
        IsRequired = (bool)row[2],
        TypeId = (uint)row[3],
        Modifier = (int)row[4],
        Dimensions = (int)row[5],
        ElementId = (uint)row[6],
    };

    private static async Task<List<T>> RowsAsync<T>(NpgsqlCommand command, Func<object[], T> read, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(read(values));
        }

        return rows;
    }
}
