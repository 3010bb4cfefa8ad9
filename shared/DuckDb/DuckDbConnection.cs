using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>A connection, for one thread at a time; <see cref="Interrupt"/> may come from any.</summary>
/// <remarks>One result can be open at a time: it streams, and a new statement would end it.</remarks>
public sealed class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _handle;
    private readonly TableFunctions _tables;
    private DuckDbResult? _open;
    private volatile bool _interruptAsked;

    internal DuckDbConnection(ConnectionHandle handle, TableFunctions tables)
    {
        (_handle, _tables) = (handle, tables);
        DuckDbApi.duckdb_connection_get_client_context(handle, out var context);
        using (context)
            Id = DuckDbApi.duckdb_client_context_get_connection_id(context);
    }

    /// <summary>Somebody asked for an end of the statement; otherwise the engine interrupted it by itself.</summary>
    internal bool InterruptAsked => _interruptAsked;

    /// <summary>The engine's number of this connection.</summary>
    internal ulong Id { get; }

    /// <summary>Runs a statement, or several when there are no parameters. <c>?</c> or <c>$1</c> stand for parameters.</summary>
    /// <returns>Rows that the last statement changed; 0 for a query.</returns>
    /// <exception cref="DuckDbException">The engine refused or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or interrupted.</exception>
    public long Execute(string sql, CancellationToken ct = default, params IReadOnlyList<object?> parameters)
    {
        using var result = Run(sql, streaming: false, parameters, ct);
        return result.RowsChanged;
    }

    /// <summary>Runs a query; rows stream while they are read. Of several statements the last one gives the result.</summary>
    /// <remarks>The token counts until the result is disposed.</remarks>
    /// <exception cref="DuckDbException">The engine refused or failed; also while rows are read.</exception>
    public DuckDbResult Query(string sql, CancellationToken ct = default, params IReadOnlyList<object?> parameters) =>
        _open = Run(sql, streaming: true, parameters, ct);

    /// <summary>The first column of the first row; default when there is none, or it is NULL.</summary>
    public T? Scalar<T>(string sql, CancellationToken ct = default, params IReadOnlyList<object?> parameters)
    {
        using var result = Query(sql, ct, parameters);
        while (result.NextChunk(out var chunk))
            if (chunk.Rows > 0)
                return Scalars.As<T>(chunk.Column(0).Value(0));
        return default;
    }

    /// <summary>Opens a transaction.</summary>
    public DuckDbTransaction Begin()
    {
        Execute("begin transaction");
        return new DuckDbTransaction(this);
    }

    /// <summary>Makes C# rows readable in SQL, as <c>from name()</c>, on every connection of this database. Registering a name again replaces it.</summary>
    /// <param name="columns">Names, and types as SQL text.</param>
    /// <param name="open">Called by each thread of a scan; the reader is disposed when the scan ends, also by failure.</param>
    /// <param name="threads">Most threads of a scan. Of several, each reads what its own reader gives, and their rows come in no order.</param>
    public void RegisterTable(string functionName, IReadOnlyList<DuckDbColumn> columns, Func<IDuckDbTableReader> open, int threads = 1)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _tables.Register(_handle, functionName, columns, ColumnTypes(columns), open, threads);
    }

    /// <summary>Stops the running statement, which fails with <see cref="OperationCanceledException"/>; nothing happens when there is none.</summary>
    public void Interrupt()
    {
        _interruptAsked = true;
        if (!_handle.IsClosed)
            DuckDbApi.duckdb_interrupt(_handle);
    }

    /// <summary>Closes the open result, too.</summary>
    public void Dispose()
    {
        CloseResult();
        _handle.Dispose();
    }

    /// <summary>The result was read to its end, or disposed.</summary>
    internal void Closed(DuckDbResult result)
    {
        if (ReferenceEquals(_open, result))
            _open = null;
    }

    internal void CloseResult() => _open?.Dispose();

    /// <summary>What a table reader threw in this connection's statement; null when none did.</summary>
    internal Exception? TakeReaderFailure() => _tables.TakeFailure(Id);

    private DuckDbResult Run(string sql, bool streaming, IReadOnlyList<object?>? parameters, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_open is { } open)
            throw new InvalidOperationException(
                $"A result of this connection is still being read ({DuckDbErrors.Excerpt(open.Statement)}): read it to its end, dispose it, or use another connection.");
        ct.ThrowIfCancellationRequested();
        // What a reader threw when a finished statement disposed it is not this statement's failure.
        _ = TakeReaderFailure();
        _interruptAsked = false;
        using var statements = new StatementBatch(this, _handle, sql, ct);
        // A lone null given to a params list is the list itself.
        return statements.Run(streaming, parameters ?? [null]);
    }

    private List<LogicalTypeHandle> ColumnTypes(IReadOnlyList<DuckDbColumn> columns)
    {
        using var statements = new StatementBatch(
            this, _handle, "select " + string.Join(", ", columns.Select(column => $"cast(null as {column.Type})")), default);
        return statements.ColumnTypes(columns.Count);
    }
}
