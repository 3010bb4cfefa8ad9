using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>What <c>lineage</c> tells: a pipeline's data, from its source tables to the checks. Also the document of <c>--output json</c>.</summary>
/// <param name="Nodes">Source tables, seeds and models in build order, then checks.</param>
/// <param name="Edges">Each between two of the nodes; sorted.</param>
/// <param name="Checked">Where verdicts and rows come from; null when no attempt was checked.</param>
public sealed record LineageGraph(IReadOnlyList<LineageNode> Nodes, IReadOnlyList<LineageLink> Edges, CheckedAttempt? Checked = null)
{
    /// <summary>The checks of a node.</summary>
    internal ILookup<string, LineageNode> Checks()
    {
        var checks = Nodes.Where(node => node.Kind == "check").ToDictionary(node => node.Id, StringComparer.Ordinal);
        return Edges.Where(edge => checks.ContainsKey(edge.To)).ToLookup(edge => edge.From, edge => checks[edge.To], StringComparer.Ordinal);
    }

    /// <summary>The same graph with what an attempt found; nodes that it did not know stay as they are.</summary>
    internal LineageGraph With(Findings findings)
    {
        var judged = this with { Checked = findings.Attempt, Nodes = [.. Nodes.Select(Found)] };
        var checks = judged.Checks();
        return judged with { Nodes = [.. judged.Nodes.Select(node => node.Kind == "check" ? node : node with { Verdict = Verdicts.Worst(checks[node.Id].Select(check => check.Verdict)) })] };

        LineageNode Found(LineageNode node) => node.Kind == "check"
            ? findings.Checks.GetValueOrDefault(node.Name) is { } result ? node with { Verdict = result.Status, Found = result.Actual } : node
            : findings.Rows.TryGetValue(node.Name, out var rows) ? node with { Rows = rows } : node;
    }

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

        LineageNode Node(SqlModel model) => new($"model.{model.Name}", "model", Place(model.Path), model.Description) { Materialization = model.Materialization.ToString().ToLowerInvariant() };

        string Place(string path) => definition.Models == "." ? path : $"{definition.Models}/{path}";
    }
}
