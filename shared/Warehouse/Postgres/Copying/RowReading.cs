using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>A query's rows, from which any number of writers draw, each what is next.</summary>
internal sealed class RowReading : IDisposable
{
    private readonly Lock gate = new();
    private readonly DuckDbResult result;
    private readonly string place;

    /// <param name="reader">Has no other result open.</param>
    /// <param name="query">In DuckDB's SQL.</param>
    /// <param name="place">The table's name, for messages.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="TerminalEtlException">The files cannot be read as the query wants.</exception>
    public RowReading(DuckDbConnection reader, string query, string place, CancellationToken ct)
    {
        this.place = place;
        result = Named(() => reader.Query(query, ct));
    }

    public DuckDbChunk NewChunk() => result.NewChunk();

    /// <summary>Writers of the columns, for one who draws.</summary>
    /// <exception cref="TerminalEtlException">PostgreSQL has no such type.</exception>
    public CopyRows NewRows() => new([.. result.Columns.Select(column => CopyColumns.Of(column.Type, $"{place}, column {column.Name}"))]);

    /// <summary>The next rows; false at the end.</summary>
    /// <exception cref="TerminalEtlException">A file is damaged, or holds what the query does not take.</exception>
    public bool Next(DuckDbChunk chunk)
    {
        lock (gate)
            return Named(() => result.Next(chunk));
    }

    public void Dispose() => result.Dispose();

    private T Named<T>(Func<T> read)
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
