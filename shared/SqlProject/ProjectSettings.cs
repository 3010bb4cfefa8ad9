namespace EtlMesh.SqlProject;

/// <summary>What a project is read with: the pipeline's own words, and the day.</summary>
public sealed record ProjectSettings
{
    public required string Pipeline { get; init; }

    /// <summary>The pipeline file's <c>vars</c>; they win over those of <c>dbt_project.yml</c>.</summary>
    public IReadOnlyDictionary<string, object?> Vars { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>The tables that the pipeline loads; <c>source()</c> may name no others.</summary>
    public required IReadOnlyCollection<SourceTable> Sources { get; init; }

    /// <summary>Answers <c>env_var</c>; null when the variable is not set.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>The business date: <c>var('run_date')</c> and <c>run_started_at</c>.</summary>
    public required DateOnly RunDate { get; init; }

    public ProjectTarget Target { get; init; } = new();

    /// <summary>Where the project lies in the pipeline's folder (its <c>models:</c> key), for the paths of problems; "." is the folder itself.</summary>
    public string FolderInPipeline { get; init; } = ".";
}
