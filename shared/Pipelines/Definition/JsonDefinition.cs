namespace EtlMesh.Pipelines;

/// <summary>How a table's JSON files are laid out.</summary>
public sealed record JsonDefinition
{
    /// <summary>Dotted path from the document's root to the array of records; null: the root is the array (or, in JSON lines, the record).</summary>
    public string? Records { get; init; }
}
