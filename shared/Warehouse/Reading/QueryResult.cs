using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>The rows of a query, streaming; dispose it to end the query.</summary>
public abstract class QueryResult : IAsyncDisposable
{
    /// <summary>Names, and types in DuckDB's words.</summary>
    public abstract IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>The rows, once; an array each, of .NET values.</summary>
    public abstract IAsyncEnumerable<object?[]> RowsAsync(CancellationToken ct = default);

    public abstract ValueTask DisposeAsync();
}
