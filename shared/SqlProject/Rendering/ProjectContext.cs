using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>What all templates of a project share.</summary>
internal sealed record ProjectContext(string ProjectName, ProjectSettings Settings, IReadOnlyDictionary<string, object?> Vars, IReadOnlyList<JinjaMacro> Macros)
{
    /// <summary>The pipeline's schema without a custom one.</summary>
    public string Schema => Settings.Pipeline.Replace('-', '_');

    public JinjaMacro? Macro(string name) => Macros.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal));
}
