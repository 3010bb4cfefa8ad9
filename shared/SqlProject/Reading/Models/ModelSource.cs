using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>A model's file and its settings outside the file: what is needed to render it, any number of times.</summary>
internal sealed record ModelSource(string Name, string Path, IReadOnlyList<string> Fqn, JinjaTemplate? Template, NodeConfig Config, string Description)
{
    public NodeRendering Begin(ProjectContext project, IRelations relations) =>
        new(project, relations) { Name = Name, Path = Path, Fqn = Fqn, Config = Config.Copy(), Description = Description };
}
