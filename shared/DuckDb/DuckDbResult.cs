using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>The rows of a query, streaming: read by chunks, or by <see cref="Rows"/> where few are expected.</summary>
public sealed class DuckDbResult : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ResultHandle _handle;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _ct;
    private readonly VectorType[] _types;
    private readonly DuckDbChunk _chunk;
    private bool _ended;

    internal DuckDbResult(DuckDbConnection connection, ResultHandle handle, string statement, CancellationTokenRegistration registration)
    {
        (_connection, _handle, Statement, _registration) = (connection, handle, statement, registration);
        _ct = registration.Token;
        RowsChanged = (long)DuckDbApi.duckdb_rows_changed(handle);
        _types = new VectorType[(int)DuckDbApi.duckdb_column_count(handle)];
        var columns = new DuckDbColumn[_types.Length];
        for (var i = 0; i < _types.Length; i++)
        {
            using var type = DuckDbApi.duckdb_column_logical_type(handle, (ulong)i);
            _types[i] = VectorType.Of(type);
            columns[i] = new DuckDbColumn(Marshal.PtrToStringUTF8(DuckDbApi.duckdb_column_name(handle, (ulong)i)) ?? "", _types[i].Sql);
        }

        Columns = columns;
        _chunk = new DuckDbChunk(_types);
    }

    public IReadOnlyList<DuckDbColumn> Columns { get; }

    internal long RowsChanged { get; }

    internal string Statement { get; }

    /// <summary>The next rows, up to 2,048; false at the end.</summary>
    /// <param name="chunk">The same object each time: valid until the next call.</param>
    /// <exception cref="DuckDbException">The statement failed on its way.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or interrupted.</exception>
    public bool NextChunk([NotNullWhen(true)] out DuckDbChunk? chunk)
    {
        chunk = Next(_chunk) ? _chunk : null;
        return chunk is not null;
    }

    /// <summary>Room for the rows of <see cref="Next"/>, for one of several readers that share this result. Disposed by its reader.</summary>
    public DuckDbChunk NewChunk() => new(_types);

    /// <summary>As <see cref="NextChunk"/>, into a chunk of the caller's own, which keeps its rows until it is given again or disposed. One call at a time.</summary>
    public bool Next(DuckDbChunk chunk)
    {
        if (_ended)
            return false;
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _ct.ThrowIfCancellationRequested();
        var fetched = _handle.Fetch();
        if (!fetched.IsInvalid)
        {
            chunk.Show(fetched);
            return true;
        }

        fetched.Dispose();
        if (Marshal.PtrToStringUTF8(DuckDbApi.duckdb_result_error(_handle)) is { Length: > 0 } message)
        {
            var failure = DuckDbErrors.Failure(message, Statement, _connection, _ct);
            Dispose();
            throw failure;
        }

        _ct.ThrowIfCancellationRequested();
        Dispose();
        _ended = true;
        return false;
    }

    /// <summary>The rows as .NET values (see <see cref="DuckDbVector.Value"/>), one array each; read lazily.</summary>
    public IEnumerable<object?[]> Rows()
    {
        while (NextChunk(out var chunk))
            for (var row = 0; row < chunk.Rows; row++)
            {
                var values = new object?[Columns.Count];
                for (var column = 0; column < values.Length; column++)
                    values[column] = chunk.Column(column).Value(row);
                yield return values;
            }
    }

    /// <summary>Stops the statement when it was not read to its end.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        _chunk.Dispose();
        _handle.Dispose();
        _connection.Closed(this);
    }
}
