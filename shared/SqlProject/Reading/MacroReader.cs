using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>Reads the project's macros and generic tests.</summary>
internal sealed class MacroReader(ProjectFile project, ProjectFiles files, ProblemLog problems)
{
    /// <summary>Macros by which dbt lets a project change how things are named; here the pipeline names them.</summary>
    private static readonly string[] Naming = ["generate_schema_name", "generate_alias_name", "generate_database_name"];

    public IReadOnlyList<JinjaMacro> Read()
    {
        var macros = new Dictionary<string, JinjaMacro>(StringComparer.Ordinal);
        var paths = files.Below(project.MacroPaths, ".sql")
            .Concat(files.Below(project.TestPaths.Select(p => p + "/generic"), ".sql"))
            .Distinct(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var macro in Parse(path))
            {
                var at = new Place(macro.File, macro.Line, macro.Column);
                if (Naming.Contains(macro.Name, StringComparer.Ordinal))
                    problems.Add(at, $"the macro `{macro.Name}` would change how things are named, which is not supported", "delete it; a model with `schema: x` is published as {pipeline}_x");
                if (!macros.TryAdd(macro.Name, macro))
                    problems.Add(at, $"two macros are called `{macro.Name}`: the other is at {macros[macro.Name].File}:{macros[macro.Name].Line}", "rename one of them");
            }
        }

        return [.. macros.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private IReadOnlyList<JinjaMacro> Parse(string path)
    {
        try
        {
            return files.Text(path) is { } text ? JinjaTemplate.Parse(text, path).Macros : [];
        }
        catch (JinjaException e)
        {
            problems.Add(e);
            return [];
        }
    }
}
