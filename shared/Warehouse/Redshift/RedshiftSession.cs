using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <inheritdoc cref="Session"/>
internal sealed class RedshiftSession(NpgsqlConnection connection, NpgsqlTransaction transaction, ICluster cluster) : Session(connection, transaction)
{
    public override string ContentsOfSchema =>
        """
        select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
             + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1)
        """;

    /// <summary>Nothing is to be taken: a decision has its turn, and what is long meets others at the name of what it makes.</summary>
    public override Task LockAsync(string what, string name, CancellationToken ct, bool shared = false) => Task.CompletedTask;

    /// <inheritdoc cref="LockAsync"/>
    public override Task<bool> TryLockAsync(string what, string name, CancellationToken ct) => Task.FromResult(true);

    /// <summary>There are no row locks.</summary>
    public override string Held(Hold hold) => "";

    protected override string Said(string sql) => cluster.Said(sql);

    protected override object Taken(object value) => value is string text ? Packed.Write(text) : value;

    protected override object Given(object value) => value is string text ? Packed.Read(text) : value;
}
