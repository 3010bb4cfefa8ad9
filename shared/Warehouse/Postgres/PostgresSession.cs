using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="Session"/>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction) : Session(connection, transaction)
{
    public override string ContentsOfSchema =>
        "select count(*) from pg_depend d join pg_namespace n on n.oid = d.refobjid where d.refclassid = 'pg_namespace'::regclass and n.nspname = $1";

    public override Task LockAsync(string what, string name, CancellationToken ct, bool shared = false) =>
        ExecuteAsync($"select pg_advisory_xact_lock{(shared ? "_shared" : "")}(hashtextextended($1, 0))", ct, $"etlmesh {what} {name}");

    public override Task<bool> TryLockAsync(string what, string name, CancellationToken ct) =>
        ScalarAsync<bool>("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", ct, $"etlmesh {what} {name}");

    public override string Held(Hold hold) => hold switch { Hold.Shared => " for share", Hold.Alone => " for update", _ => "" };
}
