using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>What <c>lineage</c> tells: a pipeline's data, from its source tables to the checks. Also the document of <c>--output json</c>.</summary>
/// <param name="Nodes">Source tables, seeds and models in build order, then checks.</param>
/// <param name="Edges">Each between two of the nodes; sorted.</param>
public sealed record LineageGraph(IReadOnlyList<LineageNode> Nodes, IReadOnlyList<LineageLink> Edges)
{
    /// <summary>The graph of a sound pipeline.</summary>
    /// <param name="definition">Its file.</param>
    /// <param name="project">Its models.</param>
    /// <param name="compiled">The same models, compiled.</param>
    public static LineageGraph Of(PipelineDefinition definition, SqlProject.SqlProject project, CompiledProject compiled)
    {
        var models = project.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        return new LineageGraph(
            [
                .. from source in definition.Sources
                   from table in source.Tables
                   select new LineageNode($"source.{source.Name}.{table.Name}", "source", PipelineFile.Name, ""),
                .. project.Seeds.Select(seed => new LineageNode($"seed.{seed.Name}", "seed", Place(seed.Path), seed.Description)),
                .. project.Graph.Levels.SelectMany(level => level).Where(models.ContainsKey).Select(name => Node(models[name])),
                .. compiled.Checks.Select(check => new LineageNode($"check.{check.Id}", "check", Place(check.Path), check.Description.Length > 0 ? check.Description : check.Expected)),
            ],
            [.. compiled.Lineage.Select(edge => new LineageLink(edge.From, edge.To)).Distinct().OrderBy(link => link.From, StringComparer.Ordinal).ThenBy(link => link.To, StringComparer.Ordinal)]);

        LineageNode Node(SqlModel model) => new($"model.{model.Name}", "model", Place(model.Path), model.Description);

        string Place(string path) => definition.Models == "." ? path : $"{definition.Models}/{path}";
    }
}
