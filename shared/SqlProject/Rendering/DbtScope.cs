using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>The names that dbt gives to templates, bound to one rendering; the project's macros lie over them.</summary>
internal static class DbtScope
{
    public static JinjaScope Of(NodeRendering node)
    {
        var scope = new JinjaScope();
        foreach (var word in Unsupported.Words.Keys)
            scope[word] = new UnsupportedObject(word);
        References(scope, node);
        Values(scope, node);
        Functions(scope);
        scope["builtins"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["ref"] = scope["ref"],
            ["source"] = scope["source"],
            ["config"] = scope["config"],
            ["var"] = scope["var"],
        };
        return Macros(scope, node.Project);
    }

    private static void References(JinjaScope scope, NodeRendering node)
    {
        scope.Define("ref", call => Reference(node, call));
        scope.Define("source", call =>
        {
            var arguments = call.Bind("source, table");
            return node.Source(new SourceTable(Name(call, arguments[0]), Name(call, arguments[1])), PlaceOf(call));
        });
        scope["config"] = new ConfigFunction(node);
        scope.Define("var", new Variables(node.Project).Var);
        scope.Define("env_var", new Variables(node.Project).EnvVar);
    }

    private static RelationValue Reference(NodeRendering node, JinjaCall call)
    {
        if (call.Named.ContainsKey("v") || call.Named.ContainsKey("version")) throw call.Error("versions of models are not supported; refer to the model by its name alone");
        var names = call.Positional;
        if (names.Count is < 1 or > 2 || call.Named.Count > 0) throw call.Error($"`ref` takes a model's name, or a project's and a model's; it was given {names.Count}");
        if (names.Count == 2 && !string.Equals(Name(call, names[0]), node.Project.ProjectName, StringComparison.Ordinal))
            throw call.Error($"`ref` names the project `{names[0]}`, but there is only `{node.Project.ProjectName}`: packages are not installed");
        return node.Ref(Name(call, names[^1]), PlaceOf(call));
    }

    private static void Values(JinjaScope scope, NodeRendering node)
    {
        var project = node.Project;
        scope["this"] = new RelationValue(node.Relations.This(node.Schema, node.Alias));
        scope["execute"] = true;
        scope["project_name"] = project.ProjectName;
        scope["schema"] = project.Schema;
        scope["run_started_at"] = new RunDateValue(project.Settings.RunDate);
        scope["target"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = project.Settings.Target.Name,
            ["type"] = project.Settings.Target.Type,
            ["schema"] = project.Schema,
            ["profile_name"] = project.Settings.Pipeline,
        };
        scope["model"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = node.Name,
            ["alias"] = node.Alias,
            ["schema"] = node.Schema,
            ["path"] = node.Path,
            ["original_file_path"] = node.Path,
            ["description"] = node.Description,
            ["tags"] = node.Config.Tags.Cast<object?>().ToList(),
            ["fqn"] = node.Fqn.Cast<object?>().ToList(),
            ["package_name"] = project.ProjectName,
        };
    }

    private static void Functions(JinjaScope scope)
    {
        scope.Define("return", call => throw JinjaCall.Return(call.Bind("value")[0]));
        scope.Define("log", static _ => "");
        scope.Define("print", static _ => "");
        scope.Define("is_incremental", static _ => false);
        scope.Define("should_full_refresh", static _ => false);
        JinjaFunction raise = static call => throw call.Error($"{call.Bind("message")[0]}");
        JinjaFunction warn = static _ => "";
        scope["exceptions"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["raise_compiler_error"] = raise, ["warn"] = warn };
        var types = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, type) in SqlTypes)
        {
            JinjaFunction function = _ => type;
            types[name] = function;
            scope.Define(name, function);
        }

        scope["dbt"] = types;
    }

    private static JinjaScope Macros(JinjaScope dbt, ProjectContext project)
    {
        var scope = new JinjaScope(dbt);
        foreach (var macro in project.Macros)
            scope.Define(macro);
        scope[project.ProjectName] = project.Macros.DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => scope[m.Name], StringComparer.Ordinal);
        return scope;
    }

    private static readonly (string Name, string Type)[] SqlTypes =
    [
        ("type_string", "varchar"), ("type_timestamp", "timestamp"), ("type_float", "double precision"), ("type_numeric", "numeric(28, 6)"),
        ("type_bigint", "bigint"), ("type_int", "integer"), ("type_boolean", "boolean"),
    ];

    internal static Place PlaceOf(JinjaCall call) => new(call.File, call.Line, call.Column);

    private static string Name(JinjaCall call, object? value) =>
        value as string ?? throw call.Error($"`{call.Name}` takes names as text; it was given {(value is null ? "none" : $"`{value}`")}");
}
