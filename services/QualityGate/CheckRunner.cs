using System.Diagnostics;
using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.SqlProject;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate;

/// <summary>Runs one check: the one runner for every kind, since a check is data.</summary>
public static class CheckRunner
{
    public const string Passed = "passed";
    public const string Warned = "warned";

    /// <summary>Blocks publishing.</summary>
    public const string Failed = "failed";

    /// <summary>What a check judges unless it names an aggregate of its own.</summary>
    private const string CountRows = "count(*)";

    /// <summary>How many failing rows a person is shown.</summary>
    private const int Sample = 5;

    private static readonly ActivitySource Effects = new("EtlMesh.QualityGate");

    public static async Task<CheckResult> RunAsync(IWarehouse warehouse, CheckCandidate command, CompiledCheck check, CancellationToken ct)
    {
        using var effect = Effects.StartActivity("check.run")?.SetTag("etlmesh.check", check.Id);
        effect?.DisplayName = $"check.run {check.Id}";
        try
        {
            var run = await warehouse.Checks.RunAsync(check.FailingRowsSql, Sample, ct);
            var failures = check.FailCalc == CountRows ? run.FailingRows : await CalculateAsync(warehouse, check, ct);
            var status = check.StatusOf(failures);
            if (run.FailingRows > 0 && (check.StoreFailures || status == CheckStatus.Failed))
                await KeepFailuresAsync(warehouse, command, check, ct);
            return Result(check, run, failures, status);
        }
        catch (TerminalEtlException failure)
        {
            throw new TerminalEtlException($"Running check {check.Id} ({check.Path}): {failure.Message}", failure);
        }
    }

    private static CheckResult Result(CompiledCheck check, CheckRun run, long failures, CheckStatus status) => new()
    {
        CheckId = check.Id,
        Model = check.Model ?? "",
        Severity = check.Severity == CheckSeverity.Error ? "error" : "warn",
        Status = status switch { CheckStatus.Failed => Failed, CheckStatus.Warned => Warned, _ => Passed },
        Expected = check.Expected,
        Actual = Actual(check, run, failures),
        FailingRows = run.FailingRows,
        Query = check.FailingRowsSql,
        Sample = run.Sample,
    };

    private static string Actual(CompiledCheck check, CheckRun run, long failures)
    {
        var rows = run.FailingRows == 1 ? "1 failing row" : string.Create(CultureInfo.InvariantCulture, $"{run.FailingRows} failing rows");
        return check.FailCalc == CountRows ? rows : string.Create(CultureInfo.InvariantCulture, $"{check.FailCalc} = {failures} over {rows}");
    }

    /// <summary>The value of a check's own aggregate; NULL, as over no rows, is 0.</summary>
    private static async Task<long> CalculateAsync(IWarehouse warehouse, CompiledCheck check, CancellationToken ct)
    {
        await using var result = await warehouse.Reader.QueryAsync($"select cast(failures as bigint) from (\n{check.FailuresSql}\n) as calculated", ct);
        await foreach (var row in result.RowsAsync(ct))
            return (long?)row[0] ?? 0;
        return 0;
    }

    /// <summary>Failing rows are kept outside the candidate, so that they can be looked at when it is gone.</summary>
    private static Task KeepFailuresAsync(IWarehouse warehouse, CheckCandidate command, CompiledCheck check, CancellationToken ct) =>
        warehouse.Checks.StoreFailuresAsync(new FailureStore
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            CheckId = check.Id,
            Sql = check.FailingRowsSql,
        }, ct);
}
