namespace EtlMesh.Warehouse.Postgres;

/// <summary>A stored value in the binary form of a type of one size.</summary>
internal interface IFixedForm<T>
{
    /// <summary>Bytes of the form.</summary>
    static abstract int Size { get; }

    /// <param name="field">As long as <see cref="Size"/>.</param>
    /// <param name="value">As DuckDB stores it.</param>
    /// <param name="place">Table and column, for messages.</param>
    /// <exception cref="Contracts.TerminalEtlException">PostgreSQL cannot hold the value.</exception>
    static abstract void Write(Span<byte> field, T value, string place);
}
