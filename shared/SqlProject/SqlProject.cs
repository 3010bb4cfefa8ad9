namespace EtlMesh.SqlProject;

/// <summary>A dbt project that was read and found sound: every reference leads somewhere, and nothing goes in circles.</summary>
public sealed class SqlProject
{
    /// <summary>The name in <c>dbt_project.yml</c>.</summary>
    public required string Name { get; init; }

    public required ProjectSettings Settings { get; init; }

    /// <summary>Enabled models by name.</summary>
    public required IReadOnlyList<SqlModel> Models { get; init; }

    /// <summary>Enabled seeds by name.</summary>
    public required IReadOnlyList<SqlSeed> Seeds { get; init; }

    /// <summary>Enabled checks by id.</summary>
    public required IReadOnlyList<SqlCheck> Checks { get; init; }

    /// <summary>Who depends on whom, models and seeds.</summary>
    public required ProjectGraph Graph { get; init; }
}
