using EtlMesh.DuckDb;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Rows on their way into a table by binary COPY.</summary>
internal static class TableCopy
{
    /// <summary>All rows of a query by one connection.</summary>
    /// <inheritdoc cref="RunAsync(Session, string, RowReading, CancellationToken)" path="/param"/>
    /// <param name="reader">Has no other result open.</param>
    /// <param name="query">In DuckDB's SQL; its columns are the table's, in order.</param>
    /// <param name="place">The table's name, for messages.</param>
    public static async Task<long> RunAsync(Session session, string table, DuckDbConnection reader, string query, string place, CancellationToken ct)
    {
        using var rows = new RowReading(reader, query, place, ct);
        return await RunAsync(session, table, rows, ct);
    }

    /// <summary>What can be drawn of a reading's rows, until there are no more.</summary>
    /// <param name="session">In the transaction that made the table, for its rows are frozen.</param>
    /// <param name="table">The quoted table.</param>
    /// <param name="reading">Its columns are the table's, in order.</param>
    /// <param name="ct">Ends the copy.</param>
    /// <returns>The rows that were written here.</returns>
    /// <exception cref="Contracts.TerminalEtlException">The files cannot be read as the query wants, or hold what PostgreSQL cannot.</exception>
    public static async Task<long> RunAsync(Session session, string table, RowReading reading, CancellationToken ct)
    {
        var rows = reading.NewRows();
        using var chunk = reading.NewChunk();
        await using var copy = await session.Connection.BeginRawBinaryCopyAsync($"copy {table} from stdin with (format binary, freeze)", ct);
        try
        {
            var written = 0L;
            var buffer = new CopyBuffer();
            buffer.Begin();
            for (; reading.Next(chunk); written += chunk.Rows)
            {
                for (var first = 0; first < chunk.Rows; first += CopyRows.Block)
                {
                    rows.Write(chunk, first, Math.Min(CopyRows.Block, chunk.Rows - first), buffer);
                    if (buffer.IsFull)
                        await FlushAsync(copy, buffer, ct);
                }
            }

            buffer.End();
            await FlushAsync(copy, buffer, ct);
            return written;
        }
        catch
        {
            // Otherwise the end of the stream would be the end of the rows.
            await CancelAsync(copy);
            throw;
        }
    }

    private static async Task FlushAsync(Stream copy, CopyBuffer buffer, CancellationToken ct)
    {
        await copy.WriteAsync(buffer.Written, ct);
        buffer.Clear();
    }

    private static async Task CancelAsync(NpgsqlRawCopyStream copy)
    {
        try
        {
            await copy.CancelAsync();
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the copy with it; what broke it is thrown.
        }
    }
}
