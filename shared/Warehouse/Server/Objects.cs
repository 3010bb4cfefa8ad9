using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>Tables and views of the warehouse: their quoted names, and their end.</summary>
internal static class Objects
{
    public static string Quoted(string schema, string name) => $"{Sql.Identifier(schema)}.{Sql.Identifier(name)}";

    public static Task<bool> ExistsAsync(Session session, string schema, string name, CancellationToken ct) =>
        HasAsync(session, "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2", ct, schema, name);

    public static async Task<List<(string Name, bool IsView)>> InAsync(Session session, string schema, CancellationToken ct) =>
        [.. (await session.RowsAsync(
            "select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname",
            ct, schema)).Select(row => ((string)row[0]!, (bool)row[1]!))];

    /// <summary>Makes a schema where it is missing, in a transaction of its own, so that nobody waits for who fills it.</summary>
    public static Task EnsureSchemaAsync(ServerEngine engine, string doing, string schema, CancellationToken ct) =>
        engine.RunAsync(doing, async session =>
        {
            if (await HasSchemaAsync(session, schema, ct))
                return false;
            await session.ExecuteAsync($"create schema {Sql.Identifier(schema)}", ct);
            await session.CommitAsync(ct);
            return true;
        }, ct);

    /// <summary>Holds a schema that may be dropped when it is empty, for who is about to fill it.</summary>
    public static async Task StayAsync(Session session, string schema, CancellationToken ct)
    {
        await session.LockAsync("schema", schema, ct, shared: true);
        if (!await HasSchemaAsync(session, schema, ct))
            await session.ExecuteAsync($"create schema {Sql.Identifier(schema)}", ct);
    }

    /// <summary>Drops objects of a schema, views before tables.</summary>
    /// <returns>Their names.</returns>
    /// <exception cref="Npgsql.PostgresException">Something that EtlMesh did not make depends on one of them.</exception>
    public static async Task<List<string>> DropAsync(Session session, string schema, IReadOnlyList<(string Name, bool IsView)> objects, CancellationToken ct)
    {
        // In one statement, for they may depend on each other.
        foreach (var kind in objects.GroupBy(one => one.IsView).OrderByDescending(kind => kind.Key))
            await session.ExecuteAsync($"drop {(kind.Key ? "view" : "table")} if exists {string.Join(", ", kind.Select(one => Quoted(schema, one.Name)))}", ct);
        return [.. objects.Select(one => $"{schema}.{one.Name}")];
    }

    public static async Task<List<string>> DropSchemaAsync(Session session, string schema, CancellationToken ct)
    {
        var dropped = await DropAsync(session, schema, await InAsync(session, schema, ct), ct);
        await session.ExecuteAsync($"drop schema if exists {Sql.Identifier(schema)}", ct);
        return dropped;
    }

    /// <summary>Drops a schema that has become empty; one that is not, or is about to be filled, is left alone.</summary>
    public static async Task DropEmptySchemaAsync(Session session, string schema, CancellationToken ct)
    {
        if (await IsEmptyAsync(session, schema, ct) && await session.TryLockAsync("schema", schema, ct) && await IsEmptyAsync(session, schema, ct))
            await session.ExecuteAsync($"drop schema if exists {Sql.Identifier(schema)}", ct);
    }

    public static Task<bool> HasSchemaAsync(Session session, string schema, CancellationToken ct) =>
        HasAsync(session, "select count(*) from pg_namespace where nspname = $1", ct, schema);

    private static async Task<bool> IsEmptyAsync(Session session, string schema, CancellationToken ct) =>
        !await HasAsync(session, session.ContentsOfSchema, ct, schema);

    private static async Task<bool> HasAsync(Session session, string count, CancellationToken ct, params IReadOnlyList<object?> parameters) =>
        await session.ScalarAsync<long>(count, ct, parameters) > 0;
}
