using System.Diagnostics.CodeAnalysis;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using Npgsql;

namespace EtlMesh.PostgresCopy;

/// <summary>
/// The rows of a query for DuckDB, by <c>COPY (…) TO STDOUT (FORMAT binary)</c>: decoded into the engine's vectors, with no allocation for a row or a value.
/// The statement begins with the first <see cref="Fill"/>. Ended early, or cancelled, it is cancelled on the server.
/// </summary>
/// <remarks>The connection is the caller's, and does nothing else until all rows are read or the reader is disposed.</remarks>
public sealed class PostgresCopyReader : IDuckDbTableReader
{
    private readonly NpgsqlConnection connection;
    private readonly string query;
    private readonly FieldReader[] fields;
    private readonly IReadOnlyList<CopyColumn> columns;
    private readonly string name;
    private readonly CancellationToken ct;
    private readonly Lock gate = new();
    private CancellationTokenRegistration cancellation;
    private NpgsqlRawCopyStream? stream;
    private CopyTuples? tuples;
    private CopyRow? record;
    private bool ended;

    /// <param name="query">In the server's SQL, without a semicolon: <see cref="CopyColumn.Select"/>.</param>
    /// <param name="columns">The query's columns, in order; those of the chunks that are filled.</param>
    /// <param name="name">What is read, for messages: <c>table shop.orders</c>.</param>
    /// <param name="ct">Cancels the statement on the server.</param>
    public PostgresCopyReader(NpgsqlConnection connection, string query, IReadOnlyList<CopyColumn> columns, string name, CancellationToken ct) =>
        (this.connection, this.query, this.columns, this.name, this.ct, fields) = (connection, query, columns, name, ct, [.. columns.Select(column => column.Read)]);

    public CopyLimits Limits { get; init; } = new();

    /// <summary>Decides about rows; without one, a value that does not fit its column ends the copy.</summary>
    public ICopyJudge? Judge { get; init; }

    /// <summary>Rows that the server sent so far, counted in its stream.</summary>
    public long Read => tuples?.Count ?? 0;

    /// <summary>Their bytes.</summary>
    public long Bytes => tuples?.Bytes ?? 0;

    /// <exception cref="TransientEtlException">The server is away, or ended the statement.</exception>
    /// <exception cref="TerminalEtlException">The server refuses the query, a row is too long, or a value does not fit and there is no judge.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int Fill(DuckDbChunkWriter chunk)
    {
        try
        {
            if (tuples is null)
                Begin();
            return ended ? 0 : Take(chunk);
        }
        catch (Exception e) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException($"Reading {name} was cancelled.", e, ct);
        }
        catch (Exception e) when (PostgresFailures.Named($"reading {name}", e) is { } named)
        {
            throw named;
        }
    }

    public void Dispose()
    {
        cancellation.Dispose();
        Cancel();
        End();
    }

    /// <summary>The connection is free again.</summary>
    private void End()
    {
        lock (gate)
        {
            ended = true;
            stream?.Dispose();
            stream = null;
        }
    }

    [MemberNotNull(nameof(tuples), nameof(record))]
    private void Begin()
    {
        ct.ThrowIfCancellationRequested();
        // A server without an encoding would refuse the whole copy for one text that is no UTF-8: its bytes are to come as they are, and the reader refuses that one.
        if (connection.PostgresParameters.GetValueOrDefault("server_encoding") == "SQL_ASCII")
        {
            using var command = new NpgsqlCommand("set client_encoding = 'SQL_ASCII'", connection);
            command.ExecuteNonQuery();
        }

        stream = connection.BeginRawBinaryCopy($"copy ({query}) to stdout (format binary)");
        tuples = new CopyTuples(stream, columns.Count, Limits, name);
        record = new CopyRow(tuples, columns);
        cancellation = ct.Register(Cancel);
    }

    private int Take(DuckDbChunkWriter chunk)
    {
        var row = 0;
        for (var taken = 0L; row < chunk.Capacity && (row == 0 || taken < Limits.ChunkBytes);)
        {
            if (!tuples!.Next())
            {
                // At once: the engine may hold the scan a moment longer than its statement.
                End();
                break;
            }

            if (!TryWrite(chunk, row, out var misfit))
                Refuse(misfit);
            else if (Judge?.Keeps(chunk, row, record!) ?? true)
            {
                row++;
                taken += tuples.Length;
                continue;
            }

            for (var i = 0; i < fields.Length; i++)
                chunk.Column(i).Reset(row);
        }

        return row;
    }

    private bool TryWrite(DuckDbChunkWriter chunk, int row, out int misfit)
    {
        for (misfit = 0; misfit < fields.Length; misfit++)
        {
            if (tuples!.IsNull(misfit))
                chunk.Column(misfit).Null(row);
            else if (!fields[misfit](tuples[misfit], chunk.Column(misfit), row))
                return false;
        }

        return true;
    }

    private void Refuse(int column)
    {
        if (Judge is null)
            throw new TerminalEtlException($"Reading {name}: row {record!.Number}, column {columns[column].Name}: a value of it is no {columns[column].Type}. Give the column another type, for instance varchar.");
        Judge.Refused(record!, column);
    }

    /// <summary>Ends the statement on the server; also called by other threads.</summary>
    private void Cancel()
    {
        lock (gate)
        {
            if (ended || stream is null)
                return;
            try
            {
                stream.Cancel();
            }
            catch (Exception e) when (e is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException or System.Net.Sockets.SocketException)
            {
                // the server is gone, and the statement with it
            }
        }
    }
}
