using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>A check's definition: what is needed to render its query, any number of times.</summary>
internal sealed record CheckSource
{
    public required string Id { get; init; }

    public required CheckKind Kind { get; init; }

    public required string Test { get; init; }

    public required Place At { get; init; }

    /// <summary>Settings from YAML; a singular test's own are added while it renders.</summary>
    public required NodeConfig Config { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The model or seed that a generic test is declared on.</summary>
    public string? Node { get; init; }

    /// <summary>The source table that a generic test is declared on.</summary>
    public SourceTable? Table { get; init; }

    public string? Column { get; init; }

    /// <summary>The column as SQL.</summary>
    public string ColumnSql { get; init; } = "";

    public IReadOnlyDictionary<string, ConfigValue> Arguments { get; init; } = new Dictionary<string, ConfigValue>(StringComparer.Ordinal);

    /// <summary>Of a singular test.</summary>
    public JinjaTemplate? Template { get; init; }

    /// <summary>Of a custom generic test.</summary>
    public JinjaMacro? Macro { get; init; }

    public NodeRendering Begin(ProjectContext project, IRelations relations) => new(project, relations)
    {
        Name = Id,
        Path = At.File,
        Config = Config.Copy(),
        Description = Description,
        WrittenAt = Kind == CheckKind.Singular ? null : At,
    };
}
