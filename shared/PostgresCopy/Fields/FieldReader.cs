using EtlMesh.DuckDb;

namespace EtlMesh.PostgresCopy;

/// <summary>Reads a field that is not NULL into a column, and allocates nothing. Knows no state, so threads share it.</summary>
/// <param name="value">The field as it came.</param>
/// <param name="column">Where to write.</param>
/// <param name="row">The row in it.</param>
/// <returns>False when the column's type cannot hold the value; whatever is in the row then counts for nothing.</returns>
public delegate bool FieldReader(ReadOnlySpan<byte> value, DuckDbVectorWriter column, int row);
