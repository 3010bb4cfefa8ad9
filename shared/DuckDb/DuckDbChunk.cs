using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>Some rows of a result, column by column. Reused: it shows the rows it was last given.</summary>
public sealed class DuckDbChunk : IDisposable
{
    private readonly DuckDbVector[] _columns;
    private ChunkHandle? _handle;

    internal DuckDbChunk(VectorType[] types) => _columns = [.. types.Select(type => new DuckDbVector(type))];

    public int Rows { get; private set; }

    public int Columns => _columns.Length;

    /// <param name="index">From 0.</param>
    public DuckDbVector Column(int index) => _columns[index];

    /// <summary>Lets its rows go.</summary>
    public void Dispose()
    {
        Rows = 0;
        foreach (var column in _columns)
            column.Clear();
        _handle?.Dispose();
        _handle = null;
    }

    internal void Show(ChunkHandle handle)
    {
        _handle?.Dispose();
        _handle = handle;
        Rows = (int)DuckDbApi.duckdb_data_chunk_get_size(handle);
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Show(DuckDbApi.duckdb_data_chunk_get_vector(handle, (ulong)i), Rows);
    }
}
