using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>One rendering of one model or check: what it is, what it may see, and what it turned out to use.</summary>
internal sealed class NodeRendering(ProjectContext project, IRelations relations)
{
    private readonly List<NodeUse> _refs = [];
    private readonly List<SourceUse> _sources = [];

    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>The node's settings; what <c>config(…)</c> sets is added.</summary>
    public required NodeConfig Config { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Fqn { get; init; } = [];

    /// <summary>Where the template is written when that is inside another file.</summary>
    public Place? WrittenAt { get; set; }

    public ProjectContext Project => project;

    public IRelations Relations => relations;

    public IReadOnlyList<NodeUse> Refs => _refs;

    public IReadOnlyList<SourceUse> Sources => _sources;

    public string Schema => Config["schema"]?.Value as string ?? CompiledModel.MainSchema;

    public string Alias => Config["alias"]?.Value as string ?? Name;

    public RelationValue Ref(string node, Place at)
    {
        _refs.Add(new NodeUse(node, WrittenAt ?? at));
        return relations.Ref(node);
    }

    public RelationValue Source(SourceTable table, Place at)
    {
        _sources.Add(new SourceUse(table, WrittenAt ?? at));
        return relations.Source(table);
    }

    /// <exception cref="JinjaException">Anything that goes wrong, with its place.</exception>
    public string Render(JinjaTemplate template) => Placed(template.File, 1, () => template.Render(DbtScope.Of(this)));

    /// <exception cref="JinjaException">Anything that goes wrong, with its place.</exception>
    public string Render(JinjaMacro macro, IReadOnlyDictionary<string, object?> arguments) =>
        Placed(macro.File, macro.Line, () => macro.Render(DbtScope.Of(this), [], arguments));

    /// <summary>What no template knows the place of, such as a <c>return</c> outside any macro, is told at the template's begin.</summary>
    private static string Placed(string file, int line, Func<string> render)
    {
        try
        {
            return render();
        }
        catch (Exception e) when (e is not (JinjaException or OperationCanceledException))
        {
            throw new JinjaException(file, line, 1, e.Message, e);
        }
    }
}
