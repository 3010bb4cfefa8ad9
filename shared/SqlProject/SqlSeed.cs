namespace EtlMesh.SqlProject;

/// <summary>A seed of the project.</summary>
public sealed record SqlSeed
{
    public required string Name { get; init; }

    /// <summary>The file, relative to the project.</summary>
    public required string Path { get; init; }

    /// <summary>The custom schema, or <see cref="CompiledModel.MainSchema"/>.</summary>
    public required string Schema { get; init; }

    public required string Alias { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<SeedColumn> Columns { get; init; }

    /// <summary>The fields as in the file, in order; an empty field is null.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }
}
