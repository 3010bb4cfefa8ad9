using System.Globalization;
using EtlMesh.Jinja;
using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary><c>var</c> and <c>env_var</c>.</summary>
internal sealed class Variables(ProjectContext project)
{
    private const string RunDate = "run_date";

    /// <summary>The run's date, then the pipeline's vars, then the project's, then the default.</summary>
    public object? Var(JinjaCall call)
    {
        var name = First(call);
        if (string.Equals(name, RunDate, StringComparison.Ordinal)) return project.Settings.RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (project.Settings.Vars.TryGetValue(name, out var value) || project.Vars.TryGetValue(name, out value)) return value;
        if (Default(call, out var fallback)) return fallback;
        var near = Nearest.To(name, project.Settings.Vars.Keys.Concat(project.Vars.Keys).Append(RunDate).Order(StringComparer.Ordinal));
        throw call.Error($"`var('{name}')` has no value and no default{(near is null ? "" : $"; did you mean `{near}`?")}");
    }

    public object? EnvVar(JinjaCall call)
    {
        var name = First(call);
        if (project.Settings.Environment(name) is { } value) return value;
        if (Default(call, out var fallback)) return fallback;
        throw call.Error($"`env_var('{name}')`: the environment variable is not set, and there is no default");
    }

    private static string First(JinjaCall call) =>
        call.Bind("name, default?")[0] as string ?? throw call.Error($"`{call.Name}` takes a name as text");

    private static bool Default(JinjaCall call, out object? value)
    {
        if (call.Named.TryGetValue("default", out value)) return true;
        value = call.Positional.Count > 1 ? call.Positional[1] : null;
        return call.Positional.Count > 1;
    }
}
