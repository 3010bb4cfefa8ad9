using System.Data;
using System.Globalization;
using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <inheritdoc cref="ServerEngine"/>
/// <remarks>
/// Redshift has neither row locks nor advisory ones, and enforces no key. So decisions, which are short, take turns at one table; what
/// is long (a COPY, a model) takes no turn, reads nothing of <c>etl</c> in its transaction, and is kept apart by the names of what it makes.
/// </remarks>
internal sealed class Engine(NpgsqlDataSource source, TimeProvider clock, ICluster cluster, string role) : ServerEngine(source, clock)
{
    /// <summary>Milliseconds that a statement of a decision may take, waits included.</summary>
    private const int Patience = 120_000;

    /// <summary>The table that decisions take turns at; it is always empty.</summary>
    public const string Turn = "etl.turn";

    public ICluster Cluster => cluster;

    /// <summary>What COPY reads the bucket with.</summary>
    public string Role => role;

    /// <summary>Every transaction is serializable, whatever the database's default, and has no limit but its queue's.</summary>
    public override Task<T> RunAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct, IsolationLevel isolation = IsolationLevel.Serializable, int busy = 1) =>
        TransactAsync(doing, 0, work, busy, ct);

    public override Task<T> DecideAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct, IsolationLevel isolation = IsolationLevel.Serializable, int busy = 1) =>
        TransactAsync(doing, Patience, async session =>
        {
            // Before anything is read: the transaction sees the database as of its first read, and so what the one before it wrote.
            await session.ExecuteAsync($"lock table {Turn}", ct);
            return await work(session);
        }, busy, ct);

    public override Exception? Named(string doing, Exception e, Statement? statement) => Failures.Named(doing, e, statement);

    // The connection may have another's limit: it is a session's setting.
    private Task<T> TransactAsync<T>(string doing, int patience, Func<Session, Task<T>> work, int busy, CancellationToken ct) =>
        base.RunAsync(doing, async session =>
        {
            await session.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"set statement_timeout to {patience}"), ct);
            return await work(session);
        }, ct, IsolationLevel.Serializable, busy);

    protected override Session Begin(NpgsqlConnection connection, NpgsqlTransaction transaction) => new RedshiftSession(connection, transaction, cluster);

    protected override bool IsConflict(PostgresException e) => Failures.IsConflict(e);

    protected override bool IsBusy(PostgresException e) => Failures.IsBusy(e);
}
