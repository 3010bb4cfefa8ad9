using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Holds a declared test against the parameters of its definition.</summary>
internal sealed class CheckArguments(ProblemLog problems)
{
    public static readonly IReadOnlyDictionary<string, CheckKind> BuiltIn = new SortedDictionary<string, CheckKind>(StringComparer.Ordinal)
    {
        ["accepted_values"] = CheckKind.AcceptedValues,
        ["not_null"] = CheckKind.NotNull,
        ["relationships"] = CheckKind.Relationships,
        ["unique"] = CheckKind.Unique,
    };

    /// <summary>False, with a problem noted, when the test cannot be run as it is declared.</summary>
    public bool AreSound(DeclaredCheck check, CheckKind kind, IReadOnlyList<string> macroParameters)
    {
        var before = problems.Count;
        var (allowed, required) = kind switch
        {
            CheckKind.AcceptedValues => (["values", "quote"], ["values"]),
            CheckKind.Relationships => (["to", "field"], ["to", "field"]),
            CheckKind.Custom => (macroParameters.Where(p => p is not ("model" or "column_name")).ToArray(), Array.Empty<string>()),
            _ => (Array.Empty<string>(), Array.Empty<string>()),
        };
        foreach (var (name, argument) in check.Arguments)
        {
            if (!allowed.Contains(name, StringComparer.Ordinal))
                problems.Add(argument.At, $"the test `{check.Test}` takes no `{name}`", Nearest.Remedy(name, [.. allowed, .. CheckConfig.Keys], "it takes"));
        }

        foreach (var name in required.Where(r => check.Arguments.GetValueOrDefault(r)?.Value is null))
            problems.Add(check.At, $"the test `{check.Test}` needs `{name}`", kind == CheckKind.AcceptedValues ? "write `values: [a, b]`" : "write `to: ref('model')` and `field: column`");
        if (kind != CheckKind.Custom && check.Column is null)
            problems.Add(check.At, $"the test `{check.Test}` needs a column", "declare it under a column, or give `column_name`");
        if (kind == CheckKind.AcceptedValues && check.Arguments.GetValueOrDefault("values") is { Value: not null } values && values.Value is not List<object?> { Count: > 0 })
            problems.Add(values.At, "`values` is no list of values", "write `values: [a, b]`");
        return problems.Count == before;
    }
}
