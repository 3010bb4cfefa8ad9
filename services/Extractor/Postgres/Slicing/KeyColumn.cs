using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Postgres;

/// <summary>A column that slices are cut by.</summary>
/// <param name="Name">The column's.</param>
/// <param name="Type">In the server's words: bounds are written as values of it, and compared by the server, in the column's own order.</param>
/// <param name="Nullable">There may be rows without a value; they go with the first slice.</param>
public sealed record KeyColumn(string Name, string Type, bool Nullable = false)
{
    /// <summary>Where a row lies in its table's file.</summary>
    internal static KeyColumn Place { get; } = new("ctid", "tid");

    internal string Quoted => Sql.Identifier(Name);

    internal string Literal(string value) => $"{Sql.Literal(value)}::{Type}";
}
