using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Writes a value of a column, as DuckDB has it, in the binary form of the column's type here.</summary>
/// <exception cref="Contracts.TerminalEtlException">PostgreSQL cannot hold the value.</exception>
internal delegate void CopyField(CopyBuffer buffer, DuckDbVector column, int row);
