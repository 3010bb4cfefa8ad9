using System.Collections.Concurrent;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>The table functions of a database. The engine cannot drop one, so a name that is registered again gets new contents.</summary>
internal sealed class TableFunctions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TableFunction> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<ulong, Exception> _failures = new();

    public void Register(
        ConnectionHandle connection, string name, IReadOnlyList<DuckDbColumn> columns, IReadOnlyList<LogicalTypeHandle> types, Func<IDuckDbTableReader> open, int threads)
    {
        var rows = new TableRows([.. columns.Select(column => column.Name)], types, open, threads);
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out var known))
            {
                known.Rows = rows;
                return;
            }

            var function = new TableFunction(this) { Rows = rows };
            TableFunctionCallbacks.Register(connection, name, function);
            _byName.Add(name, function);
        }
    }

    /// <summary>Of several threads that fail the first one tells why.</summary>
    public void Fail(ulong connection, Exception failure) => _failures.TryAdd(connection, failure);

    public Exception? TakeFailure(ulong connection) => _failures.TryRemove(connection, out var failure) ? failure : null;
}
