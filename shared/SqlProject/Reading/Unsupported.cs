using System.Text.RegularExpressions;

namespace EtlMesh.SqlProject;

/// <summary>Words of dbt that mean nothing here, and what to do instead.</summary>
internal static partial class Unsupported
{
    private const string Package = "packages are not installed: copy the macro into the project's macros/ folder and call it by its own name";
    private const string Database = "templates are rendered without the warehouse: write what is asked of it into the SQL, or give it as a var";

    /// <summary>Functions and objects of dbt's Jinja.</summary>
    public static readonly IReadOnlyDictionary<string, string> Words = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["run_query"] = Database,
        ["statement"] = Database,
        ["load_result"] = Database,
        ["graph"] = Database,
        ["adapter"] = "there are no adapters: call the macro by its name, or write the SQL of the warehouse that the pipeline names",
        ["api"] = "there are no adapters: write the SQL type",
        ["store_result"] = Database,
        ["dbt_utils"] = Package,
        ["dbt_expectations"] = Package,
        ["dbt_date"] = Package,
        ["audit_helper"] = Package,
        ["codegen"] = Package,
        ["modules"] = "Python's modules are not there: the run's date is var('run_date'); calculate with dates in SQL",
        ["invocation_id"] = "a run must give the same SQL twice: leave it out",
        ["dbt_version"] = "there is no dbt here: leave it out",
        ["metric"] = "metrics are not supported: refer to a model",
        ["doc"] = "documentation blocks are not supported in SQL: leave it out",
        ["snapshot"] = "snapshots are not supported: use `snapshot: table` of the pipeline file or a model",
        ["materialization"] = "own materializations are not supported: use view, table or ephemeral",
    };

    private static readonly SortedDictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["var("] = "give it under `vars` in the pipeline file or in dbt_project.yml, or as the second argument of var",
        ["env_var("] = "set it in the environment, or give a default as the second argument of env_var",
    };

    /// <summary>Why a word cannot be used.</summary>
    public static string Reason(string word) => $"`{word}` is not supported";

    /// <summary>What to do about a template's failure.</summary>
    public static string RemedyFor(string message)
    {
        foreach (var (start, remedy) in Others)
        {
            if (message.StartsWith("`" + start, StringComparison.Ordinal)) return remedy;
        }

        foreach (var (word, remedy) in Words)
        {
            if (message.StartsWith($"`{word}`", StringComparison.Ordinal) || message.StartsWith($"`{word}.", StringComparison.Ordinal)) return remedy;
            if (message.Contains($"`{word}`", StringComparison.Ordinal)) return remedy;
        }

        return message switch
        {
            _ when Missing().Match(message) is { Success: true } missing => $"write {missing.Groups["closing"].Value} where it ends",
            _ when message.EndsWith("has nothing to close", StringComparison.Ordinal) => "remove it, or write the block that it should close before it",
            _ when message.EndsWith("` is undefined", StringComparison.Ordinal) => "correct the name, or define the macro in macros/ or the variable with `set`",
            _ => "correct the template at this place",
        };
    }

    [GeneratedRegex(@"never closed: (?<closing>`[^`]+`) is missing\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();
}
