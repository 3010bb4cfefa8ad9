namespace EtlMesh.DuckDb;

/// <summary>A column.</summary>
/// <param name="Name">As the engine spells it.</param>
/// <param name="Type">SQL text, such as <c>DECIMAL(12,2)</c>.</param>
public sealed record DuckDbColumn(string Name, string Type);
