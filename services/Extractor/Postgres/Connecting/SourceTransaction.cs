using System.Data;
using EtlMesh.DuckDb;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>A connection in a transaction that sees one state of the database. It only reads, so it is never committed.</summary>
internal sealed class SourceTransaction(NpgsqlConnection connection) : IDisposable
{
    public NpgsqlConnection Connection => connection;

    /// <param name="connection">Is the transaction's from now on.</param>
    /// <param name="snapshot">What another transaction, which is open still, has exported: both see the same. Null for one of its own.</param>
    public static async Task<SourceTransaction> BeginAsync(NpgsqlConnection connection, string? snapshot, CancellationToken ct)
    {
        try
        {
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            if (snapshot is not null)
                await SourceQuery.ExecuteAsync(connection, $"set transaction snapshot {Sql.Literal(snapshot)}", ct);
            return new SourceTransaction(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets other transactions see what this one sees, as long as it is open.</summary>
    public async Task<string> ExportAsync(CancellationToken ct) =>
        (string)(await SourceQuery.RowsAsync(connection, "select pg_export_snapshot()", ct))[0][0]!;

    public void Dispose() => connection.Dispose();
}
