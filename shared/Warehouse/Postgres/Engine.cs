using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="ServerEngine"/>
internal sealed class Engine(NpgsqlDataSource source, TimeProvider clock) : ServerEngine(source, clock)
{
    public override Exception? Named(string doing, Exception e, Statement? statement) => Failures.Named(doing, e, statement);

    public override Task<List<string>> SweepSegmentsAsync(Session session, string schema, CancellationToken ct) => SegmentParts.SweepAsync(session, schema, ct);

    protected override Session Begin(NpgsqlConnection connection, NpgsqlTransaction transaction) => new PostgresSession(connection, transaction);

    protected override bool IsConflict(PostgresException e) => Failures.IsConflict(e);

    protected override bool IsBusy(PostgresException e) => Failures.IsBusy(e);
}
