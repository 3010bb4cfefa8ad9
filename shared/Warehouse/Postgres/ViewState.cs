using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>A relation as the server has it.</summary>
/// <param name="Columns">Quoted name, type, and collation of each, in order.</param>
/// <param name="Options">As <c>security_barrier=true</c>.</param>
/// <param name="Dependents">Views and other objects outside that read it, <c>schema.name</c> each.</param>
internal sealed record ViewState(uint Id, string Schema, string Name, bool IsView, string Owner, IReadOnlyList<string> Columns, IReadOnlyList<string> Options, IReadOnlyList<string> Dependents)
{
    // A view depends on what its rule reads; what reads a view is found through its rule, too.
    private const string Select =
        """
        select c.oid, n.nspname::text, c.relname::text, c.relkind = 'v', pg_get_userbyid(c.relowner)::text,
               array(select format('%I %s %s', a.attname, format_type(a.atttypid, a.atttypmod), a.attcollation) from pg_attribute a
                     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum),
               coalesce(c.reloptions, '{}'),
               array(select distinct dn.nspname || '.' || dc.relname from pg_depend d join pg_rewrite r on r.oid = d.objid
                     join pg_class dc on dc.oid = r.ev_class join pg_namespace dn on dn.oid = dc.relnamespace
                     where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and dc.oid <> c.oid order by 1)
        from unnest($1::text[], $2::text[]) as wanted(schema, name)
        join pg_namespace n on n.nspname = wanted.schema join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
        """;

    public PublishedView View => new(Schema, Name);

    public static async Task<Dictionary<PublishedView, ViewState>> ReadAsync(Session session, IEnumerable<PublishedView> wanted, CancellationToken ct)
    {
        var names = wanted.Distinct().ToList();
        var rows = await session.RowsAsync(Select, ct, names.Select(view => view.Schema).ToArray(), names.Select(view => view.Name).ToArray());
        return rows.Select(row => new ViewState((uint)row[0]!, (string)row[1]!, (string)row[2]!, (bool)row[3]!, (string)row[4]!, (string[])row[5]!, (string[])row[6]!, (string[])row[7]!))
            .ToDictionary(state => state.View);
    }

    /// <summary>Whether a view with these columns can take the place of this one: none is gone or another, new ones come last.</summary>
    public bool IsReplacedBy(IReadOnlyList<string> columns) => Columns.Count <= columns.Count && Columns.SequenceEqual(columns.Take(Columns.Count));

    /// <summary>What a drop loses: comments and grants, the owner at last.</summary>
    /// <param name="columns">The columns that the new view has.</param>
    public async Task<List<string>> RestoreAsync(Session session, IReadOnlyList<string> columns, CancellationToken ct)
    {
        var view = Objects.Quoted(Schema, Name);
        var kept = columns.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var statements = new List<string>();
        foreach (var row in await session.RowsAsync(
            "select d.objsubid, quote_ident(a.attname), d.description from pg_description d left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid and d.objsubid > 0 where d.classoid = 'pg_class'::regclass and d.objoid = $1 order by 1", ct, (long)Id))
        {
            if ((int)row[0]! == 0)
                statements.Add($"comment on view {view} is {Sql.Literal(row[2])}");
            else if (kept.Contains((string)row[1]!))
                statements.Add($"comment on column {view}.{row[1]} is {Sql.Literal(row[2])}");
        }

        foreach (var row in await session.RowsAsync(
            """
            select g.privilege_type, null, case g.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end, g.is_grantable
            from pg_class c, aclexplode(c.relacl) g where c.oid = $1 and g.grantee <> c.relowner
            union all
            select g.privilege_type, quote_ident(a.attname), case g.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end, g.is_grantable
            from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g where c.oid = $1 and g.grantee <> c.relowner
            order by 3, 1, 2
            """, ct, (long)Id))
            if (row[1] is not string column || kept.Contains(column))
                statements.Add($"grant {row[0]}{(row[1] is string one ? $" ({one})" : "")} on {view} to {row[2]}{((bool)row[3]! ? " with grant option" : "")}");
        statements.Add(OwnerTo(Owner));
        return statements;
    }

    /// <summary>Changes nothing when the owner is the same, but takes the view for itself.</summary>
    public string OwnerTo(string owner) => $"alter view {Objects.Quoted(Schema, Name)} owner to {Sql.Identifier(owner)}";

    // The quoted name ends before the type; a quote within it is doubled.
    public static string NameOf(string column)
    {
        if (column[0] != '"')
            return column[..column.IndexOf(' ', StringComparison.Ordinal)];
        var at = 1;
        while (column[at] != '"' || column[at + 1] == '"')
            at += column[at] == '"' ? 2 : 1;
        return column[..(at + 1)];
    }
}
