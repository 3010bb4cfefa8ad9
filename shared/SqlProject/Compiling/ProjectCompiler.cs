using EtlMesh.Contracts;
using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>Makes all SQL of an attempt, once.</summary>
public static class ProjectCompiler
{
    /// <summary>Compiles the project for the names of one candidate.</summary>
    /// <param name="project">The project.</param>
    /// <param name="names">How relations are called.</param>
    /// <param name="select">Selector words; null for all. What is not selected is compiled too, and marked.</param>
    /// <param name="exclude">Selector words for what to leave out.</param>
    /// <exception cref="TerminalEtlException">A template fails, or a selector word selects nothing; the message has file and line.</exception>
    public static CompiledProject Compile(SqlProject project, IRelationNames names, string? select = null, string? exclude = null)
    {
        var selected = Selector.Select(project, select, exclude);
        try
        {
            var relations = new CandidateRelations(project, names);
            var sql = project.Models.ToDictionary(m => m.Name, m => Render(project, m, relations), StringComparer.Ordinal);
            var ephemeral = new EphemeralModels(project, project.Models
                .Where(m => m.Materialization == Materialization.Ephemeral)
                .ToDictionary(m => m.Name, m => sql[m.Name], StringComparer.Ordinal));
            var checks = new CheckCompiler(project, relations, ephemeral);
            return new CompiledProject
            {
                Project = project.Name,
                Pipeline = project.Settings.Pipeline,
                RunDate = project.Settings.RunDate,
                Models = Models(project, sql, ephemeral, selected),
                Seeds = [.. project.Seeds.Select(s => Seed(s, project.Settings.Target.Type, selected))],
                Checks = [.. project.CheckSources.Zip(project.Checks).Where(c => IsSelected(c.Second, selected, select, exclude)).Select(c => checks.Compile(c.First, c.Second))],
                Lineage = Lineage.Of(project),
            };
        }
        catch (JinjaException e)
        {
            throw new TerminalEtlException($"Compiling project {project.Name} of pipeline {project.Settings.Pipeline}: {e.File}:{e.Line}:{e.Column}: {e.Message}; {Unsupported.RemedyFor(e.Message)}.", e);
        }
    }

    private static string Render(SqlProject project, SqlModel model, CandidateRelations relations)
    {
        var source = project.ModelSources[model.Name];
        return SqlText.Trim(source.Begin(project.Context, relations).Render(source.Template!));
    }

    private static IReadOnlyList<CompiledModel> Models(SqlProject project, Dictionary<string, string> sql, EphemeralModels ephemeral, IReadOnlySet<string> selected)
    {
        var levels = project.Seeds.ToDictionary(s => s.Name, _ => 0, StringComparer.Ordinal);
        var byName = project.Models.ToDictionary(m => m.Name, StringComparer.Ordinal);
        var compiled = new List<CompiledModel>();
        foreach (var name in project.Graph.Levels.SelectMany(l => l))
        {
            if (!byName.TryGetValue(name, out var model) || model.Materialization == Materialization.Ephemeral) continue;
            var dependsOn = ephemeral.Built(model.DependsOn);
            levels[name] = 1 + dependsOn.Select(d => levels[d]).DefaultIfEmpty(0).Max();
            compiled.Add(new CompiledModel
            {
                Name = name,
                Schema = model.Schema,
                Alias = model.Alias,
                Materialization = model.Materialization,
                Sql = ephemeral.Inject(sql[name], model.DependsOn),
                DependsOn = dependsOn,
                Sources = ephemeral.Sources(model.Sources, model.DependsOn),
                Level = levels[name],
                Selected = selected.Contains(name),
                Path = model.Path,
                Tags = model.Tags,
                Description = model.Description,
            });
        }

        return [.. compiled.OrderBy(m => m.Level).ThenBy(m => m.Name, StringComparer.Ordinal)];
    }

    private static CompiledSeed Seed(SqlSeed seed, string engine, IReadOnlySet<string> selected) => new()
    {
        Name = seed.Name,
        Schema = seed.Schema,
        Alias = seed.Alias,
        Sql = SeedSql.Of(seed, engine),
        Columns = seed.Columns,
        Rows = seed.Rows.Count,
        Selected = selected.Contains(seed.Name),
        Path = seed.Path,
        Tags = seed.Tags,
        Description = seed.Description,
    };

    /// <summary>With a selector, checks of what is carried over from the parent release have already been passed; those of source tables alone have not, for tables are loaded anew.</summary>
    private static bool IsSelected(SqlCheck check, IReadOnlySet<string> selected, string? select, string? exclude) =>
        (select is null && exclude is null) || check.DependsOn.Count == 0 || check.DependsOn.Any(selected.Contains);
}
