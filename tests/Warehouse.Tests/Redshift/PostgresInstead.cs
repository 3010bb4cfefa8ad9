using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using EtlMesh.DuckDb;
using EtlMesh.Staging;
using EtlMesh.Warehouse.Postgres;
using EtlMesh.Warehouse.Redshift;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>PostgreSQL in the place of Redshift: it is told every statement as Redshift would be, but for what it has no word for; COPY reads the objects of the manifest.</summary>
internal sealed partial class PostgresInstead(NpgsqlDataSource others, Func<string, string> pathOf) : ICluster
{
    /// <summary>What Redshift has beside its tables, as far as it is asked for.</summary>
    public const string Catalog =
        """
        create view svv_roles as select rolname::text as role_name from pg_roles where not rolcanlogin;
        create view svv_relation_privileges as
            select n.nspname::text as namespace_name, c.relname::text as relation_name, g.privilege_type,
                   case when g.grantee = 0 then 'public' else pg_get_userbyid(g.grantee)::text end as identity_name,
                   case when g.grantee = 0 then 'public' when (select rolcanlogin from pg_roles r where r.oid = g.grantee) then 'user' else 'role' end as identity_type,
                   g.is_grantable as admin_option
            from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g;
        create table sys_load_error_detail (session_id integer, start_time timestamp, file_name char(256), line_number bigint, column_name char(127), column_type char(10), error_message char(512));
        """;

    private readonly ConcurrentQueue<string> statements = new();

    /// <summary>As Redshift would be told them, since they were last asked for.</summary>
    public IReadOnlyList<string> Statements()
    {
        var told = new List<string>();
        while (statements.TryDequeue(out var statement))
            told.Add(statement);
        return told;
    }

    public string Said(string sql)
    {
        DenyList.Check(sql);
        statements.Enqueue(sql);
        var said = sql.Replace(" with no schema binding", "", StringComparison.Ordinal);
        return Role().Replace(Varbyte().Replace(said, "bytea"), " to \"");
    }

    public async Task CopyAsync(Session session, CopyStatement copy, CancellationToken ct)
    {
        DenyList.Check(copy.Sql);
        statements.Enqueue(copy.Sql);
        var objects = Objects(copy.Manifest);
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var reader = database.Connect();
        var query = $"select * from {Parquet.Relation([.. objects])}";
        if (Columns(reader, query) != await Execute(session, $"select count(*) from pg_attribute where attrelid = {Sql.Literal(copy.Table)}::regclass and attnum > 0", ct))
            throw new PostgresException($"Spectrum Scan Error: file '{objects[0]}' has an incompatible Parquet schema", "ERROR", "ERROR", PostgresErrorCodes.InternalError);
        try
        {
            await Execute(session, $"create temporary table copied (like {copy.Table}) on commit drop", ct);
            await TableCopy.RunAsync(session, "pg_temp.copied", reader, query, copy.Table, ct);
            await Execute(session, $"insert into {copy.Table} select * from pg_temp.copied", ct);
            await Execute(session, "drop table pg_temp.copied", ct);
        }
        catch (PostgresException e)
        {
            // Redshift keeps what it refused where everybody can read it, whatever becomes of the transaction.
            await using var command = others.CreateCommand(
                $"insert into sys_load_error_detail values ({session.Connection.ProcessID}, now(), {Sql.Literal(objects[0])}, 1, {Sql.Literal(e.Where?.Split("column ").Last().Split(':')[0] ?? "")}, 'varchar', {Sql.Literal(e.MessageText)})");
            await command.ExecuteNonQueryAsync(ct);
            throw;
        }
    }

    private List<string> Objects(string manifest)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(pathOf(manifest)));
        return
        [
            .. document.RootElement.GetProperty("entries").EnumerateArray().Select(entry =>
            {
                var path = pathOf(entry.GetProperty("url").GetString()!);
                Assert.True(entry.GetProperty("mandatory").GetBoolean());
                Assert.Equal(new FileInfo(path).Length, entry.GetProperty("meta").GetProperty("content_length").GetInt64());
                return path;
            }),
        ];
    }

    private static long Columns(DuckDbConnection reader, string query)
    {
        using var shape = reader.Query($"{query} limit 0");
        return shape.Columns.Count;
    }

    private static async Task<long?> Execute(Session session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection);
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    [GeneratedRegex(@"\bvarbyte\([0-9]+\)")]
    private static partial Regex Varbyte();

    [GeneratedRegex(" to (role|group) \"")]
    private static partial Regex Role();
}
