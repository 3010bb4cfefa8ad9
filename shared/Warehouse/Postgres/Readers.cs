using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The roles that may read what is published, and what they are still to be granted.</summary>
/// <param name="Missing">Roles that the server does not have.</param>
internal sealed record Readers(IReadOnlyList<string> Missing, IReadOnlySet<string> NewSchemas, ILookup<string, string> SchemaGrants, ILookup<PublishedView, string> ViewGrants)
{
    public static async Task<Readers> OfAsync(Session session, IReadOnlyList<string> roles, IEnumerable<PublishedView> views, CancellationToken ct)
    {
        var wanted = views.Distinct().ToList();
        var schemas = wanted.Select(view => view.Schema).Distinct(StringComparer.Ordinal).ToArray();
        var missing = await session.RowsAsync("select name from unnest($1::text[]) as name where name <> 'public' and not exists (select from pg_roles where rolname = name)", ct, [roles.ToArray()]);
        var there = (await session.RowsAsync("select nspname::text from pg_namespace where nspname = any($1)", ct, [schemas])).Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal);
        if (missing.Count > 0)
            return new Readers([.. missing.Select(row => (string)row[0]!)], there, NoGrants<string>(), NoGrants<PublishedView>());
        var mayUse = await session.RowsAsync("select n.nspname::text, r from pg_namespace n, unnest($2::text[]) as r where n.nspname = any($1) and has_schema_privilege(r, n.oid, 'usage')", ct, schemas, roles.ToArray());
        var mayRead = await session.RowsAsync(
            "select n.nspname::text, c.relname::text, r from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest($2::text[]) as r where n.nspname = any($1) and c.relkind = 'v' and has_table_privilege(r, c.oid, 'select')", ct, schemas, roles.ToArray());
        var used = mayUse.Select(row => ((string)row[0]!, (string)row[1]!)).ToHashSet();
        var read = mayRead.Select(row => (new PublishedView((string)row[0]!, (string)row[1]!), (string)row[2]!)).ToHashSet();
        return new Readers([], schemas.Where(schema => !there.Contains(schema)).ToHashSet(StringComparer.Ordinal),
            (from schema in schemas from role in roles where !used.Contains((schema, role)) select (schema, role)).ToLookup(grant => grant.schema, grant => grant.role, StringComparer.Ordinal),
            (from view in wanted from role in roles where !read.Contains((view, role)) select (view, role)).ToLookup(grant => grant.view, grant => grant.role));
    }

    /// <summary>Makes the schema where it is missing, and opens it.</summary>
    public IEnumerable<string> Schema(string schema)
    {
        if (NewSchemas.Contains(schema))
            yield return $"create schema {Sql.Identifier(schema)}";
        foreach (var role in SchemaGrants[schema])
            yield return $"grant usage on schema {Sql.Identifier(schema)} to {Role(role)}";
    }

    public IEnumerable<string> View(PublishedView view) =>
        ViewGrants[view].Select(role => $"grant select on {Objects.Quoted(view.Schema, view.Name)} to {Role(role)}");

    private static string Role(string role) => role == "public" ? "public" : Sql.Identifier(role);

    private static ILookup<TKey, string> NoGrants<TKey>() where TKey : notnull => Array.Empty<(TKey, string)>().ToLookup(grant => grant.Item1, grant => grant.Item2);
}
