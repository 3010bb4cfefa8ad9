using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>A table that is filled beside its segment's, in a transaction on a connection of its own.</summary>
internal sealed class SegmentPart : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private SegmentPart(NpgsqlConnection connection, NpgsqlTransaction transaction, string table) =>
        (this.connection, this.transaction, Table, Session) = (connection, transaction, table, new PostgresSession(connection, transaction));

    /// <summary>The quoted table.</summary>
    public string Table { get; }

    public Session Session { get; }

    /// <summary>Makes the table, in place of what a killed load may have left of it.</summary>
    public static async Task<SegmentPart> BeginAsync(Engine engine, SegmentSpec spec, int k, CancellationToken ct)
    {
        var connection = await engine.ConnectAsync(ct);
        try
        {
            var part = new SegmentPart(connection, await connection.BeginTransactionAsync(ct), Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.SegmentPart(spec.Uid, k)));
            await part.Session.ExecuteAsync($"drop table if exists {part.Table}", ct);
            await part.Session.ExecuteAsync(Segments.Create(part.Table, spec.Columns), ct);
            return part;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken ct) => Session.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
