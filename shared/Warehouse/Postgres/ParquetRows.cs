using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Rows of Parquet and CSV files, read by DuckDB chunk by chunk, on their way into a table by binary COPY.</summary>
internal static class ParquetRows
{
    /// <summary>Of the engine that reads: a row group of each thread, and room to decode it.</summary>
    private static readonly DuckDbOptions Options = new() { Threads = 2, MemoryLimit = "1GB", TempDirectory = Path.GetTempPath() };

    /// <summary>An engine to read files with, and to compare values as DuckDB does.</summary>
    public static DuckDbDatabase OpenEngine() => DuckDbDatabase.Open(DuckDbDatabase.InMemory, Options);

    /// <summary>The query for a segment's columns, by name, so that a file with another order, or more of them, fills the segment alike.</summary>
    public static string Select(IReadOnlyList<ColumnSpec> columns, IReadOnlyList<string> paths) =>
        Select(columns, $"read_parquet([{string.Join(", ", paths.Select(path => Sql.Literal(path)))}])");

    /// <param name="relation">In DuckDB's SQL.</param>
    public static string Select(IReadOnlyList<ColumnSpec> columns, string relation) =>
        $"select {string.Join(", ", columns.Select(Read))} from {relation}";

    /// <param name="session">In the transaction that made the table, for its rows are frozen.</param>
    /// <param name="table">The quoted table; its columns are those of the query, in order.</param>
    /// <param name="query">In DuckDB's SQL.</param>
    /// <param name="place">The table's name, for messages.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="TerminalEtlException">The files cannot be read as the query wants, or hold what PostgreSQL cannot.</exception>
    public static async Task<long> CopyAsync(Session session, string table, DuckDbConnection reader, string query, string place, CancellationToken ct)
    {
        using var result = Reading(place, () => reader.Query(query, ct));
        var fields = result.Columns.Select(column => CopyFields.Of(column.Type, $"{place}, column {column.Name}")).ToArray();
        await using var copy = await session.Connection.BeginRawBinaryCopyAsync($"copy {table} from stdin with (format binary, freeze)", ct);
        try
        {
            var rows = 0L;
            var buffer = new CopyBuffer();
            buffer.Begin();
            while (Reading(place, () => result.NextChunk(out var next) ? next : null) is { } chunk)
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    Write(buffer, fields, chunk, row);
                    if (buffer.IsFull)
                        await FlushAsync(copy, buffer, ct);
                }

                rows += chunk.Rows;
            }

            buffer.End();
            await FlushAsync(copy, buffer, ct);
            return rows;
        }
        catch
        {
            // Otherwise the end of the stream would be the end of the rows.
            await CancelAsync(copy);
            throw;
        }
    }

    private static void Write(CopyBuffer buffer, CopyField[] fields, DuckDbChunk chunk, int row)
    {
        buffer.Short((short)fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            var column = chunk.Column(i);
            if (column.IsNull(row))
                buffer.Null();
            else
                fields[i](buffer, column, row);
        }
    }

    private static async Task FlushAsync(Stream copy, CopyBuffer buffer, CancellationToken ct)
    {
        await copy.WriteAsync(buffer.Written, ct);
        buffer.Clear();
    }

    private static async Task CancelAsync(Npgsql.NpgsqlRawCopyStream copy)
    {
        try
        {
            await copy.CancelAsync();
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the copy with it; what broke it is thrown.
        }
    }

    private static string Read(ColumnSpec column)
    {
        var name = Sql.Identifier(column.Name);
        var type = TypeText.Checked(column.Type);
        if (PostgresType.IsNested(type.Trim()))
            return $"to_json(cast({name} as {type})) as {name}";
        return PostgresType.Of(type).Sql == "text" ? $"cast(cast({name} as {type}) as varchar) as {name}" : $"cast({name} as {type}) as {name}";
    }

    private static T Reading<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDbException e)
        {
            var passing = e.Kind is DuckDbErrorKind.Io or DuckDbErrorKind.OutOfMemory or DuckDbErrorKind.Connection;
            var message = $"Loading {place}: {e.Message}";
            throw passing ? new TransientEtlException(message, e) : new TerminalEtlException(message, e);
        }
    }
}
