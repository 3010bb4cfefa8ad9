namespace EtlMesh.DuckDb;

/// <summary>A table function being read by one thread.</summary>
internal sealed class TableScan(TableBinding binding) : IDisposable
{
    private readonly IDuckDbTableReader _reader = binding.Rows.Open();
    private readonly DuckDbChunkWriter _writer = new(binding.Rows.VectorTypes);

    public TableBinding Binding { get; } = binding;

    /// <returns>Rows that were filled.</returns>
    public int Fill(nint chunk)
    {
        _writer.Show(chunk);
        try
        {
            var rows = _reader.Fill(_writer);
            if ((uint)rows > (uint)_writer.Capacity)
                throw new InvalidOperationException($"A table reader says that it filled {rows} rows; a chunk has room for {_writer.Capacity}.");
            return rows;
        }
        finally
        {
            _writer.Clear();
        }
    }

    public void Dispose() => _reader.Dispose();
}
