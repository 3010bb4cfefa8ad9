namespace EtlMesh.Warehouse;

/// <summary>A seed: a CSV file with a header that becomes a table.</summary>
public sealed record SeedSpec
{
    public required string Name { get; init; }

    /// <summary>The custom schema; <c>main</c> without one.</summary>
    public string Schema { get; init; } = Names.DefaultSchema;

    public required string Alias { get; init; }

    /// <summary>The local file.</summary>
    public required string CsvPath { get; init; }

    public char Delimiter { get; init; } = ',';

    /// <summary>Types by column; columns that are left out are sniffed.</summary>
    public IReadOnlyDictionary<string, string> ColumnTypes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
