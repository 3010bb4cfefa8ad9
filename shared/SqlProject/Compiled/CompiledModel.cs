namespace EtlMesh.SqlProject;

/// <summary>A model ready to be built. Ephemeral models are not here: their SQL is inside those that refer to them.</summary>
public sealed record CompiledModel
{
    /// <summary>The schema of models that name none.</summary>
    public const string MainSchema = "main";

    /// <summary>Unique in the project, among models and seeds.</summary>
    public required string Name { get; init; }

    public string Schema { get; init; } = MainSchema;

    public required string Alias { get; init; }

    /// <summary><see cref="Materialization.View"/> or <see cref="Materialization.Table"/>.</summary>
    public required Materialization Materialization { get; init; }

    /// <summary>One SELECT without a closing semicolon, all names resolved.</summary>
    public required string Sql { get; init; }

    /// <summary>Models and seeds that must be there first, through ephemeral ones; sorted.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Source tables that the SQL reads, also through ephemeral models; sorted.</summary>
    public IReadOnlyList<SourceTable> Sources { get; init; } = [];

    /// <summary>Models of one level depend only on lower levels; seeds are level 0.</summary>
    public int Level { get; init; }

    /// <summary>False when a selector left the model out: it is to be carried over from the parent release as it is.</summary>
    public bool Selected { get; init; } = true;

    /// <summary>The file, relative to the project.</summary>
    public string Path { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string Description { get; init; } = "";
}
