namespace EtlMesh.SqlProject;

/// <summary>A seed ready to be built as a table.</summary>
public sealed record CompiledSeed
{
    public required string Name { get; init; }

    public string Schema { get; init; } = CompiledModel.MainSchema;

    public required string Alias { get; init; }

    /// <summary>A SELECT that holds the rows of the file as typed literals: a seed is built as any table is.</summary>
    public required string Sql { get; init; }

    public required IReadOnlyList<SeedColumn> Columns { get; init; }

    public required long Rows { get; init; }

    /// <summary>False when a selector left the seed out.</summary>
    public bool Selected { get; init; } = true;

    public string Path { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string Description { get; init; } = "";
}
