namespace EtlMesh.Pipelines;

/// <summary>How a table's CSV files are written.</summary>
public sealed record CsvDefinition
{
    public char Delimiter { get; init; } = ',';

    public bool Header { get; init; } = true;

    /// <summary>Doubled inside a quoted field.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Unquoted texts that stand for NULL.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [""];

    /// <summary><c>utf-8</c>, <c>utf-16</c> or <c>latin-1</c>.</summary>
    public string Encoding { get; init; } = "utf-8";
}
