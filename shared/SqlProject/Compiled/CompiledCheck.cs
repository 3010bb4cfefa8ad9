using System.Text.Json.Serialization;

namespace EtlMesh.SqlProject;

/// <summary>A check ready to run: a query that selects the failing rows, and what their number means.</summary>
public sealed record CompiledCheck
{
    /// <summary>dbt's name of the test, unique in the project, at most 63 characters of [A-Za-z0-9_] unless its author named it otherwise.</summary>
    public required string Id { get; init; }

    /// <summary>The model or seed that is checked, <c>source.table</c> for a source table; null when a singular test reads several or none.</summary>
    public string? Model { get; init; }

    public string? Column { get; init; }

    public required CheckKind Kind { get; init; }

    /// <summary>The test's own name: <c>unique</c>, …, a custom generic test's name, or the singular test's file name.</summary>
    public required string Test { get; init; }

    public CheckSeverity Severity { get; init; } = CheckSeverity.Error;

    /// <summary>Already applied in <see cref="Sql"/>.</summary>
    public string? Where { get; init; }

    public FailureThreshold WarnIf { get; init; } = FailureThreshold.AnyFailure;

    public FailureThreshold ErrorIf { get; init; } = FailureThreshold.AnyFailure;

    /// <summary>An aggregate over the failing rows whose value the thresholds judge.</summary>
    public string FailCalc { get; init; } = "count(*)";

    /// <summary>At most so many failing rows are looked at; null for all.</summary>
    public long? Limit { get; init; }

    public bool StoreFailures { get; init; }

    /// <summary>One SELECT of the failing rows, <c>where</c> applied, without limit and semicolon.</summary>
    public required string Sql { get; init; }

    /// <summary>What the check asks for, for people: <c>no value of orders.id appears twice</c>.</summary>
    public required string Expected { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Models, seeds that the query reads (through ephemeral ones); sorted.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The file, relative to the project.</summary>
    public string Path { get; init; } = "";

    public int Line { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The failing rows, cut at <see cref="Limit"/>.</summary>
    [JsonIgnore]
    public string FailingRowsSql => Limit is { } limit ? $"{Sql}\nlimit {limit}" : Sql;

    /// <summary>One row, one column <c>failures</c>: the number that the thresholds judge.</summary>
    [JsonIgnore]
    public string FailuresSql => $"select {FailCalc} as failures\nfrom (\n{FailingRowsSql}\n) as check_rows";

    /// <summary>What so many failures mean, as dbt reads severity, <c>error_if</c> and <c>warn_if</c>.</summary>
    public CheckStatus StatusOf(long failures)
    {
        if (Severity == CheckSeverity.Error && ErrorIf.IsMet(failures)) return CheckStatus.Failed;
        return WarnIf.IsMet(failures) ? CheckStatus.Warned : CheckStatus.Passed;
    }
}
