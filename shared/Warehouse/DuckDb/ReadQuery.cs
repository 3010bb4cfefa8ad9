using System.Runtime.CompilerServices;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>A running query on a connection of its own.</summary>
internal sealed class ReadQuery(DuckDbConnection connection, DuckDbResult result) : QueryResult
{
    public override IReadOnlyList<ColumnSpec> Columns { get; } =
        [.. result.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type })];

    public override async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var registration = ct.UnsafeRegister(static state => ((DuckDbConnection)state!).Interrupt(), connection);
        while (await Task.Run(() => Failures.Named("reading the query's rows", Next), ct) is { } rows)
            foreach (var row in rows)
                yield return row;
    }

    /// <summary>The transaction ends with its connection.</summary>
    public override ValueTask DisposeAsync()
    {
        result.Dispose();
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private List<object?[]>? Next()
    {
        if (!result.NextChunk(out var chunk))
            return null;
        var rows = new List<object?[]>(chunk.Rows);
        for (var row = 0; row < chunk.Rows; row++)
        {
            var values = new object?[Columns.Count];
            for (var column = 0; column < values.Length; column++)
                values[column] = chunk.Column(column).Value(row);
            rows.Add(values);
        }

        return rows;
    }
}
