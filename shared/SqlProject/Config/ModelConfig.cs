using System.Text.RegularExpressions;
using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Reads the settings of models and seeds that mean something here, and names those that cannot be kept.</summary>
internal static partial class ModelConfig
{
    private static readonly SortedDictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["pre_hook"] = "hooks do not run: write it as a model of its own",
        ["post_hook"] = "hooks do not run: write it as a model of its own, or name readers under `grants` of the pipeline file",
        ["sql_header"] = "put it into the model's SQL",
        ["database"] = "the pipeline file's `warehouse` names the database: leave it out",
        ["grants"] = "name the readers under `grants` of the pipeline file",
        ["partition_by"] = "leave it out: tables of a release are never altered",
    };

    public static bool Enabled(NodeConfig config, ProblemLog problems) => Flag(config, "enabled", true, problems);

    public static Materialization Kind(NodeConfig config, ProblemLog problems)
    {
        if (config["materialized"] is not { } setting) return Materialization.View;
        switch (setting.Value)
        {
            case "view": return Materialization.View;
            case "table": return Materialization.Table;
            case "ephemeral": return Materialization.Ephemeral;
            case "incremental":
                problems.Add(setting.At, "`materialized: incremental` is not supported yet", "write `table`: it is rebuilt every night");
                break;
            default:
                problems.Add(setting.At, $"unknown materialization `{setting.Value}`", Nearest.Remedy($"{setting.Value}", ["view", "table", "ephemeral"], "write one of"));
                break;
        }

        return Materialization.Table;
    }

    public static string Schema(NodeConfig config, ProblemLog problems) => Name(config, "schema", problems) ?? CompiledModel.MainSchema;

    public static string Alias(NodeConfig config, string name, ProblemLog problems) => Name(config, "alias", problems) ?? name;

    public static void Refuse(NodeConfig config, ProblemLog problems)
    {
        foreach (var (key, remedy) in Refused)
        {
            if (config[key] is { Value: not null } setting) problems.Add(setting.At, $"the setting `{key}` is not supported", remedy);
        }

        if (config["contract"] is { Value: IReadOnlyDictionary<string, object?> contract } at && contract.GetValueOrDefault("enforced") is true)
            problems.Add(at.At, "enforced contracts are not supported", "cast the columns in the SQL, and check them with tests");
    }

    public static bool Flag(NodeConfig config, string key, bool fallback, ProblemLog problems)
    {
        if (config[key] is not { Value: not null } setting) return fallback;
        if (setting.Value is bool flag) return flag;
        problems.Add(setting.At, $"`{key}` is `{setting.Value}`", "write true or false");
        return fallback;
    }

    private static string? Name(NodeConfig config, string key, ProblemLog problems)
    {
        if (config[key] is not { Value: not null } setting) return null;
        if (setting.Value is string name && Identifier().IsMatch(name)) return name;
        problems.Add(setting.At, $"`{setting.Value}` is no name for a {key}", "use letters, digits and _, beginning with a letter or _, at most 63 of them");
        return null;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,62}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Identifier();
}
