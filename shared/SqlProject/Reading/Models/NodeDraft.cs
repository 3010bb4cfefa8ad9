namespace EtlMesh.SqlProject;

/// <summary>A model or seed after its first rendering, before references are checked.</summary>
internal sealed record NodeDraft(ModelSource Source, NodeConfig Config, bool Enabled, Materialization Materialization, string Schema, string Alias)
{
    public string Name => Source.Name;

    public string Path => Source.Path;

    public IReadOnlyList<NodeUse> Refs { get; init; } = [];

    public IReadOnlyList<SourceUse> Sources { get; init; } = [];

    /// <summary>Of a seed.</summary>
    public IReadOnlyList<SeedColumn> Columns { get; init; } = [];

    /// <summary>Of a seed.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; } = [];
}
