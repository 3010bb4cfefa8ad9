using EtlMesh.Contracts;

namespace EtlMesh.SqlProject;

/// <summary>dbt's selector words over a project: <c>name</c>, <c>+name</c>, <c>name+1</c>, <c>tag:x</c>, <c>path:x</c>; a space unites, a comma intersects.</summary>
public static class Selector
{
    /// <summary>The names of the models and seeds that the words select.</summary>
    /// <param name="project">The project.</param>
    /// <param name="select">Null or blank selects everything.</param>
    /// <param name="exclude">Taken away from what is selected.</param>
    /// <exception cref="TerminalEtlException">A word selects nothing, or is not understood; the message names it.</exception>
    public static IReadOnlySet<string> Select(SqlProject project, string? select, string? exclude = null)
    {
        var selected = string.IsNullOrWhiteSpace(select) ? [.. project.Graph.Names] : Union(project, select);
        if (!string.IsNullOrWhiteSpace(exclude)) selected.ExceptWith(Union(project, exclude));
        return selected.Count > 0 ? selected : throw new TerminalEtlException(
            $"Selecting `{select}`{(exclude is null ? "" : $" without `{exclude}`")} in project {project.Name}: nothing is left; name at least one model.");
    }

    private static HashSet<string> Union(SqlProject project, string words)
    {
        var union = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            HashSet<string>? common = null;
            foreach (var part in word.Split(','))
            {
                var found = SelectorWord.Parse(part).In(project);
                if (common is null) common = found;
                else common.IntersectWith(found);
            }

            union.UnionWith(common!);
        }

        return union;
    }
}
