namespace EtlMesh.SqlProject;

/// <summary>A dbt project that was read and found sound: every reference leads somewhere, and nothing goes in circles.</summary>
public sealed class SqlProject
{
    internal SqlProject(ProjectContext context, IReadOnlyDictionary<string, ModelSource> modelSources, IReadOnlyList<CheckSource> checkSources) =>
        (Context, ModelSources, CheckSources) = (context, modelSources, checkSources);

    /// <summary>The name in <c>dbt_project.yml</c>.</summary>
    public string Name => Context.ProjectName;

    public ProjectSettings Settings => Context.Settings;

    /// <summary>Enabled models by name.</summary>
    public required IReadOnlyList<SqlModel> Models { get; init; }

    /// <summary>Enabled seeds by name.</summary>
    public required IReadOnlyList<SqlSeed> Seeds { get; init; }

    /// <summary>Enabled checks by id.</summary>
    public required IReadOnlyList<SqlCheck> Checks { get; init; }

    /// <summary>Who depends on whom, models and seeds.</summary>
    public required ProjectGraph Graph { get; init; }

    internal ProjectContext Context { get; }

    /// <summary>By name, models and seeds.</summary>
    internal IReadOnlyDictionary<string, ModelSource> ModelSources { get; }

    /// <summary>By id.</summary>
    internal IReadOnlyList<CheckSource> CheckSources { get; }
}
