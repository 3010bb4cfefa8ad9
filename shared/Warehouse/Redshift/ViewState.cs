using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>A relation as the server has it.</summary>
internal sealed record ViewState(PublishedView View, bool IsView, string Owner)
{
    public static async Task<Dictionary<PublishedView, ViewState>> ReadAsync(Session session, IEnumerable<PublishedView> wanted, CancellationToken ct)
    {
        var names = wanted.ToHashSet();
        var schemas = names.Select(view => view.Schema).Distinct(StringComparer.Ordinal).ToList();
        if (schemas.Count == 0)
            return [];
        var rows = await session.RowsAsync(
            $"""
            select n.nspname::varchar(128), c.relname::varchar(128), c.relkind = 'v', pg_get_userbyid(c.relowner)::varchar(128)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ({Readers.Places(schemas.Count)})
            """, ct, [.. schemas]);
        return rows.Select(row => new ViewState(new PublishedView((string)row[0]!, (string)row[1]!), (bool)row[2]!, (string)row[3]!))
            .Where(state => names.Contains(state.View)).ToDictionary(state => state.View);
    }

    /// <summary>The columns of objects that are no late-binding views: quoted name and type of each, in order.</summary>
    public static async Task<ILookup<PublishedView, (string Name, string Type)>> ColumnsAsync(Session session, IEnumerable<PublishedView> objects, CancellationToken ct)
    {
        var schemas = objects.Select(one => one.Schema).Distinct(StringComparer.Ordinal).ToList();
        if (schemas.Count == 0)
            return Array.Empty<(PublishedView, (string, string))>().ToLookup(column => column.Item1, column => column.Item2);
        var rows = await session.RowsAsync(
            $"""
            select n.nspname::varchar(128), c.relname::varchar(128), a.attname::varchar(128), format_type(a.atttypid, a.atttypmod)::varchar(128)
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ({Readers.Places(schemas.Count)}) and a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum
            """, ct, [.. schemas]);
        return rows.ToLookup(row => new PublishedView((string)row[0]!, (string)row[1]!), row => (Sql.Identifier((string)row[2]!), (string)row[3]!));
    }

    /// <summary>What a drop loses: the comment and the grants, the owner at last.</summary>
    public async Task<List<string>> RestoreAsync(Session session, string creator, CancellationToken ct)
    {
        var name = Objects.Quoted(View.Schema, View.Name);
        var statements = new List<string>();
        foreach (var row in await session.RowsAsync(
            """
            select d.description from pg_description d join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace
            where d.objsubid = 0 and n.nspname = $1 and c.relname = $2
            """, ct, View.Schema, View.Name))
            statements.Add($"comment on view {name} is {Sql.Literal(row[0])}");
        foreach (var row in await session.RowsAsync(
            """
            select privilege_type, identity_type, identity_name, admin_option from svv_relation_privileges
            where namespace_name = $1 and relation_name = $2 order by privilege_type, identity_type, identity_name
            """, ct, View.Schema, View.Name))
            if (!((string)row[1]! == "user" && (string)row[2]! == Owner))
                statements.Add($"grant {((string)row[0]!).ToLowerInvariant()} on {name} to {Readers.Grantee((string)row[1]!, (string)row[2]!)}{((bool)row[3]! ? " with grant option" : "")}");
        if (Owner != creator)
            statements.Add($"alter table {name} owner to {Sql.Identifier(Owner)}");
        return statements;
    }
}
