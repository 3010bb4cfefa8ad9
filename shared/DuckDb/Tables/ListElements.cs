using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>The elements of a list column's rows, one behind the other in a child vector that grows.</summary>
internal sealed class ListElements(VectorType element)
{
    private readonly DuckDbVectorWriter _child = new(element, 0);
    private int _capacity;
    private int _size;

    /// <summary>Adds room behind what is there.</summary>
    public DuckDbVectorWriter Add(nint list, int count, out int first)
    {
        first = _size;
        var size = checked(_size + count);
        if (size > _capacity)
        {
            _capacity = Math.Max(size, Math.Max((int)DuckDbApi.duckdb_vector_size(), (int)Math.Min(2L * _capacity, Array.MaxLength)));
            if (DuckDbApi.duckdb_list_vector_reserve(list, (ulong)_capacity) != 0)
                throw new InvalidOperationException($"The engine refused room for {_capacity} elements of a list.");
            _child.Show(DuckDbApi.duckdb_list_vector_get_child(list), _capacity);
        }

        _size = size;
        _ = DuckDbApi.duckdb_list_vector_set_size(list, (ulong)size);
        for (var row = first; row < size; row++)
            _child.Reset(row); // what was here may have been a row that was taken back
        return _child;
    }

    public void Clear()
    {
        _child.Clear();
        (_capacity, _size) = (0, 0);
    }
}
