using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>What a project takes from its pipeline's file.</summary>
public static class PipelineSettings
{
    /// <param name="definition">The pipeline.</param>
    /// <param name="runDate">The business date.</param>
    /// <param name="environment">Answers <c>env_var</c>; null when the variable is not set.</param>
    public static ProjectSettings ToProjectSettings(this PipelineDefinition definition, DateOnly runDate, Func<string, string?> environment) => new()
    {
        Pipeline = definition.Name,
        Vars = definition.Vars,
        Sources = [.. from source in definition.Sources from table in source.Tables select new SourceTable(source.Name, table.Name)],
        Environment = environment,
        RunDate = runDate,
        FolderInPipeline = definition.Models,
    };
}
