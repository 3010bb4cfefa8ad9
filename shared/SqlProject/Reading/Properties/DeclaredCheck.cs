namespace EtlMesh.SqlProject;

/// <summary>A test as a YAML file declares it.</summary>
internal sealed record DeclaredCheck
{
    /// <summary><c>unique</c>, …, or the name of a <c>{% test %}</c> block.</summary>
    public required string Test { get; init; }

    public required Place At { get; init; }

    /// <summary>Null for a test of a whole table.</summary>
    public string? Column { get; init; }

    /// <summary>The column's name is to be quoted in SQL.</summary>
    public bool Quoted { get; init; }

    /// <summary>Everything that is no setting, in order.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Arguments { get; init; } = new Dictionary<string, ConfigValue>(StringComparer.Ordinal);

    /// <summary>The name that the author gave; null for dbt's.</summary>
    public string? Name { get; init; }

    public string Description { get; init; } = "";

    public required NodeConfig Config { get; init; }
}
