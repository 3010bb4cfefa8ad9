using System.Runtime.InteropServices;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>The statements of one text, each prepared when its turn comes, for it may need what the one before it created.</summary>
internal sealed class StatementBatch : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ConnectionHandle _handle;
    private readonly string _sql;
    private readonly CancellationToken _ct;
    private readonly ExtractedHandle _extracted;
    private readonly ulong _count;

    public StatementBatch(DuckDbConnection connection, ConnectionHandle handle, string sql, CancellationToken ct)
    {
        (_connection, _handle, _sql, _ct) = (connection, handle, sql, ct);
        _count = DuckDbApi.duckdb_extract_statements(handle, sql, out _extracted);
        if (_count > 0)
            return;
        var message = Marshal.PtrToStringUTF8(DuckDbApi.duckdb_extract_statements_error(_extracted));
        _extracted.Dispose();
        throw DuckDbErrors.Failure(message is { Length: > 0 } ? message : "Parser Error: there is no statement", sql, connection, ct);
    }

    /// <summary>Runs all; the result is the last one's.</summary>
    public DuckDbResult Run(bool streaming, IReadOnlyList<object?> parameters)
    {
        if (_count > 1 && parameters.Count > 0)
            throw new ArgumentException("Several statements in one text take no parameters.", nameof(parameters));
        for (var index = 0ul; ; index++)
        {
            var last = index == _count - 1;
            using var statement = Prepare(index);
            Parameters.Bind(statement, parameters, _sql);
            var result = RunOne(statement, streaming && last);
            if (last)
                return result;
            result.Dispose();
        }
    }

    /// <summary>The types of the first statement's columns, without running it.</summary>
    public List<LogicalTypeHandle> ColumnTypes(int count)
    {
        using var statement = Prepare(0);
        return [.. Enumerable.Range(0, count).Select(column => DuckDbApi.duckdb_prepared_statement_column_logical_type(statement, (ulong)column))];
    }

    public void Dispose() => _extracted.Dispose();

    private StatementHandle Prepare(ulong index)
    {
        if (DuckDbApi.duckdb_prepare_extracted_statement(_handle, _extracted, index, out var statement) == 0)
            return statement;
        using (statement)
            throw Failure(DuckDbApi.duckdb_prepare_error(statement));
    }

    private DuckDbResult RunOne(StatementHandle statement, bool streaming)
    {
        var registration = _ct.UnsafeRegister(static connection => ((DuckDbConnection)connection!).Interrupt(), _connection);
        try
        {
            var state = streaming
                ? DuckDbApi.duckdb_pending_prepared_streaming(statement, out var pending)
                : DuckDbApi.duckdb_pending_prepared(statement, out pending);
            using var _ = pending;
            if (state != 0)
                throw Failure(DuckDbApi.duckdb_pending_error(pending));
            // The engine forgets an interrupt that came before this point.
            if (_ct.IsCancellationRequested)
                _connection.Interrupt();
            return Finish(pending, registration);
        }
        catch
        {
            registration.Dispose();
            throw;
        }
    }

    private DuckDbResult Finish(PendingHandle pending, CancellationTokenRegistration registration)
    {
        var result = new ResultHandle();
        try
        {
            if (DuckDbApi.duckdb_execute_pending(pending, result) != 0)
                throw Failure(DuckDbApi.duckdb_result_error(result));
            return new DuckDbResult(_connection, result, _sql, registration);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private Exception Failure(nint message) =>
        DuckDbErrors.Failure(Marshal.PtrToStringUTF8(message) ?? "", _sql, _connection, _ct);
}
