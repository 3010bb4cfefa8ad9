namespace EtlMesh.SqlProject;

/// <summary>A model of the project.</summary>
public sealed record SqlModel
{
    public required string Name { get; init; }

    /// <summary>The file, relative to the project.</summary>
    public required string Path { get; init; }

    /// <summary>The custom schema, or <see cref="CompiledModel.MainSchema"/>.</summary>
    public required string Schema { get; init; }

    public required string Alias { get; init; }

    public required Materialization Materialization { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string Description { get; init; }

    /// <summary>Models and seeds that the SQL refers to; sorted.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>Source tables that the SQL reads; sorted.</summary>
    public required IReadOnlyList<SourceTable> Sources { get; init; }
}
