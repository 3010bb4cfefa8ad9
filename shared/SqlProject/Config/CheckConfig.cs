using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>What the settings of a check say.</summary>
internal sealed record CheckConfig(CheckSeverity Severity, string? Where, FailureThreshold WarnIf, FailureThreshold ErrorIf, string FailCalc, long? Limit, bool StoreFailures)
{
    /// <summary>Settings of checks; anything else beside a test's name is an argument of the test.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["severity", "where", "warn_if", "error_if", "fail_calc", "limit", "store_failures", "store_failures_as", "tags", "enabled", "meta", "group", "alias", "schema", "database"];

    public static CheckConfig Read(NodeConfig config, ProblemLog problems)
    {
        var storesAs = config["store_failures_as"];
        var store = ModelConfig.Flag(config, "store_failures", false, problems);
        if (storesAs is { Value: not null }) store = storesAs.Value is not "ephemeral";
        return new CheckConfig(
            ReadSeverity(config, problems),
            Text(config, "where", problems),
            Threshold(config, "warn_if", problems),
            Threshold(config, "error_if", problems),
            Text(config, "fail_calc", problems) ?? "count(*)",
            ReadLimit(config, problems),
            store);
    }

    private static CheckSeverity ReadSeverity(NodeConfig config, ProblemLog problems)
    {
        if (config["severity"] is not { Value: not null } setting) return CheckSeverity.Error;
        switch (setting.Value.ToString()?.ToLowerInvariant())
        {
            case "error": return CheckSeverity.Error;
            case "warn": return CheckSeverity.Warn;
        }

        problems.Add(setting.At, $"unknown severity `{setting.Value}`", Nearest.Remedy($"{setting.Value}", ["error", "warn"], "write one of"));
        return CheckSeverity.Error;
    }

    private static FailureThreshold Threshold(NodeConfig config, string key, ProblemLog problems)
    {
        if (config[key] is not { Value: not null } setting) return FailureThreshold.AnyFailure;
        if (FailureThreshold.TryParse(setting.Value.ToString(), out var threshold)) return threshold;
        problems.Add(setting.At, $"`{key}` is `{setting.Value}`", "write a comparison of the number of failures, such as `> 10`, `!= 0` or `between 1 and 5`");
        return FailureThreshold.AnyFailure;
    }

    private static long? ReadLimit(NodeConfig config, ProblemLog problems)
    {
        if (config["limit"] is not { Value: not null } setting) return null;
        if (setting.Value is long and > 0) return (long)setting.Value;
        problems.Add(setting.At, $"`limit` is `{setting.Value}`", "write a whole number above 0");
        return null;
    }

    private static string? Text(NodeConfig config, string key, ProblemLog problems)
    {
        if (config[key] is not { Value: not null } setting) return null;
        if (setting.Value is string { Length: > 0 } text) return text;
        problems.Add(setting.At, $"`{key}` is `{setting.Value}`", "write it as SQL text");
        return null;
    }
}
