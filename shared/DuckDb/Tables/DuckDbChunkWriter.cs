using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>Room for some rows, column by column; reused from one fill to the next.</summary>
public sealed class DuckDbChunkWriter
{
    private readonly DuckDbVectorWriter[] _columns;

    internal DuckDbChunkWriter(IReadOnlyList<VectorType> types)
    {
        Capacity = (int)DuckDbApi.duckdb_vector_size();
        _columns = [.. types.Select(type => new DuckDbVectorWriter(type, Capacity))];
    }

    /// <summary>Most rows of one fill: 2,048.</summary>
    public int Capacity { get; }

    public int Columns => _columns.Length;

    /// <param name="index">From 0.</param>
    public DuckDbVectorWriter Column(int index) => _columns[index];

    internal void Show(nint chunk)
    {
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Show(DuckDbApi.duckdb_data_chunk_get_vector(chunk, (ulong)i));
    }

    internal void Clear()
    {
        foreach (var column in _columns)
            column.Clear();
    }
}
