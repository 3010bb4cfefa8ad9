using EtlMesh.Contracts;
using EtlMesh.Testing;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate.Tests;

public sealed class CandidateCheckerTests : IAsyncLifetime
{
    private const string Unique = "      - { name: id, data_tests: [unique] }";
    private const string NotNull = "      - { name: id, data_tests: [not_null] }";
    private const string AcceptedValues = "      - { name: status, data_tests: [{ accepted_values: { arguments: { values: [placed, shipped] } } }] }";
    private const string Relationships = "      - { name: customer, data_tests: [{ relationships: { arguments: { to: ref('customers'), field: id } } }] }";

    private TestHome home = null!;
    private CheckedNight night = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        night = new CheckedNight(home);
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Theory]
    [InlineData(Unique, "(1, 1, 'placed'), (2, 1, 'placed'), (null, 1, 'placed'), (null, 1, 'placed')")]
    [InlineData(NotNull, "(1, 1, 'placed')")]
    [InlineData(AcceptedValues, "(1, 1, 'placed'), (2, 1, 'shipped'), (3, 1, null)")]
    [InlineData(Relationships, "(1, 1, 'placed'), (2, 2, 'placed'), (3, null, 'placed')")]
    public async Task GoodRows_Pass(string check, string orders)
    {
        await night.BuildAsync(orders, check);

        var verdict = await night.CheckAsync();

        Assert.Equal((true, 1, 0, 0), Counts(verdict));
        Assert.Empty(verdict.Failures);
        var result = Assert.Single(await night.ResultsAsync());
        Assert.Equal(("passed", "0 failing rows", 0), (result.Status, result.Actual, result.FailingRows));
        Assert.DoesNotContain(await home.ObjectsAsync(), name => name.StartsWith("failures", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Unique, "(1, 1, 'placed'), (1, 1, 'placed'), (2, 1, 'placed')", "unique_orders_id", "no value of orders.id appears twice", 1)]
    [InlineData(NotNull, "(1, 1, 'placed'), (null, 1, 'placed'), (null, 2, 'placed')", "not_null_orders_id", "orders.id is never null", 2)]
    [InlineData(AcceptedValues, "(1, 1, 'lost')", "accepted_values_orders_status__placed__shipped", "orders.status is one of placed, shipped", 1)]
    [InlineData(Relationships, "(1, 3, 'placed')", "relationships_orders_customer__id__ref_customers_", "every orders.customer is found in id of ref('customers')", 1)]
    public async Task BadRows_Block_AndAreTold(string check, string orders, string id, string expected, long rows)
    {
        await night.BuildAsync(orders, check);

        var verdict = await night.CheckAsync();

        var actual = rows == 1 ? "1 failing row" : $"{rows} failing rows";
        Assert.Equal((false, 0, 0, 1), Counts(verdict));
        Assert.Equal([$"{id}: expected {expected}; found {actual}"], verdict.Failures);
        var result = Assert.Single(await night.ResultsAsync());
        Assert.Equal((id, "orders", "error", "failed", expected, actual, rows),
            (result.CheckId, result.Model, result.Severity, result.Status, result.Expected, result.Actual, result.FailingRows));
        Assert.Contains("main__orders", result.Query, StringComparison.Ordinal);
        Assert.Equal([$"{rows}"], await home.RowsAsync($"select count(*) from {FailuresOf(id)}"));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(-100, false)]
    public async Task SingularTest_JudgesTheRowsThatItSelects(int amount, bool passes)
    {
        await night.BuildAsync($"(1, {amount}, 'placed')", "", ("tests/assert_positive.sql", "select id, customer as amount from {{ ref('orders') }} where customer < 0"));

        var verdict = await night.CheckAsync();

        Assert.Equal(passes, verdict.Passed);
        var result = Assert.Single(await night.ResultsAsync());
        Assert.Equal(("assert_positive", "tests/assert_positive.sql selects no rows"), (result.CheckId, result.Expected));
        if (!passes)
            Assert.Equal(["1|-100"], await home.RowsAsync($"select * from {FailuresOf("assert_positive")}"));
    }

    [Fact]
    public async Task CustomGenericTest_Runs()
    {
        await night.BuildAsync("(2, 1, 'placed'), (3, 1, 'placed')", "      - { name: id, data_tests: [is_even] }",
            ("tests/generic/is_even.sql", "{% test is_even(model, column_name) %}select * from {{ model }} where {{ column_name }} % 2 = 1{% endtest %}"));
        Assert.Equal(["is_even_orders_id: expected is_even holds for orders.id; found 1 failing row"], (await night.CheckAsync()).Failures);
    }

    [Fact]
    public async Task SeverityWarn_WarnsAndLetsPublish()
    {
        await night.BuildAsync("(null, 1, 'placed')", With("severity: warn"));
        Assert.Equal((true, 0, 1, 0), Counts(await night.CheckAsync()));
        var result = Assert.Single(await night.ResultsAsync());
        Assert.Equal(("warn", "warned"), (result.Severity, result.Status));
        Assert.Equal(["""{"id":null,"customer":"1","status":"placed"}"""], result.Sample);
        Assert.DoesNotContain(await home.ObjectsAsync(), name => name.StartsWith("failures", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "passed")]
    [InlineData(2, "warned")]
    [InlineData(4, "warned")]
    [InlineData(5, "failed")]
    public async Task Thresholds_DecideBetweenPassWarnAndError(int nulls, string status)
    {
        await night.BuildAsync(string.Join(", ", Enumerable.Repeat("(null, 1, 'placed')", nulls)), With("warn_if: '> 1', error_if: '>= 5'"));
        var verdict = await night.CheckAsync();
        Assert.Equal(status, Assert.Single(await night.ResultsAsync()).Status);
        Assert.Equal(status != "failed", verdict.Passed);
    }

    [Theory]
    [InlineData("status = 'shipped'", true)]
    [InlineData("status = 'placed'", false)]
    public async Task Where_NarrowsWhatIsChecked(string where, bool passes)
    {
        await night.BuildAsync("(null, 1, 'placed'), (1, 1, 'shipped')", With($"where: \"{where}\""));
        Assert.Equal(passes, (await night.CheckAsync()).Passed);
    }

    [Fact]
    public async Task FailCalc_IsWhatTheThresholdsJudge()
    {
        await night.BuildAsync("(1, 1, 'placed'), (1, 1, 'placed'), (1, 1, 'placed')", "      - { name: id, data_tests: [{ unique: { config: { fail_calc: sum(n_records), error_if: '> 3' } } }] }");
        Assert.Equal((true, 0, 1, 0), Counts(await night.CheckAsync()));
        Assert.Equal("sum(n_records) = 3 over 1 failing row", Assert.Single(await night.ResultsAsync()).Actual);
    }

    [Fact]
    public async Task FailCalcOverNoRows_IsZero()
    {
        await night.BuildAsync("(1, 1, 'placed')", "      - { name: id, data_tests: [{ unique: { config: { fail_calc: sum(n_records) } } }] }");
        Assert.Equal((true, 1, 0, 0), Counts(await night.CheckAsync()));
    }

    [Fact]
    public async Task StoreFailures_KeepsTheRowsOutsideTheCandidate_AlsoOfAWarning()
    {
        await night.BuildAsync("(null, 7, 'placed'), (1, 1, 'placed')", With("severity: warn, store_failures: true"));
        await night.CheckAsync();
        await home.Warehouse.Candidates.DiscardAsync(night.Night.RunId, night.Night.Attempt, CancellationToken.None);
        Assert.Equal(["|7|placed"], await home.RowsAsync($"select * from {FailuresOf("not_null_orders_id")}"));
    }

    [Fact]
    public async Task Verdict_IsRecordedForTheFingerprint()
    {
        await night.BuildAsync("(1, 1, 'placed')", NotNull);
        var verdict = await night.CheckAsync();
        Assert.Equal(night.Candidate.Fingerprint, verdict.Fingerprint);
        Assert.Equal([night.Candidate.Fingerprint], await home.RowsAsync("select fingerprint from etl.candidates where verdict is not null"));
    }

    [Fact]
    public async Task CheckedAgain_ReplacesTheResults()
    {
        await night.BuildAsync("(null, 1, 'placed')", NotNull);
        var first = await night.CheckAsync();
        var second = await night.CheckAsync();
        Assert.Equal(first.Failures, second.Failures);
        Assert.Single(await night.ResultsAsync());
        Assert.Equal(["1"], await home.RowsAsync($"select count(*) from {FailuresOf("not_null_orders_id")}"));
    }

    [Fact]
    public async Task ProjectWithoutChecks_Passes()
    {
        await night.BuildAsync("(1, 1, 'placed')", "");
        Assert.Equal((true, 0, 0, 0), Counts(await night.CheckAsync()));
    }

    [Fact]
    public async Task WrongSql_NamesTheCheckAndItsFile_AndThereIsNoVerdict()
    {
        await night.BuildAsync("(1, 1, 'placed')", NotNull, ("tests/broken.sql", "select nothing_there from {{ ref('orders') }}"));

        var failure = await Assert.ThrowsAsync<TerminalEtlException>(night.CheckAsync);

        Assert.Contains("check broken (tests/broken.sql)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nothing_there", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await night.ResultsAsync());
        Assert.Equal(["0"], await home.RowsAsync("select count(*) from etl.candidates where verdict is not null"));
    }

    [Fact]
    public async Task Discard_RemovesResultsAndKeptRows_AlsoWhenCalledTwice()
    {
        await night.BuildAsync("(null, 1, 'placed')", NotNull);
        await night.CheckAsync();
        var effects = new QualityGateEffects(home.Warehouses);

        await effects.DiscardAsync(night.Night.Discard(), CancellationToken.None);
        await effects.DiscardAsync(night.Night.Discard(), CancellationToken.None);

        Assert.Empty(await night.ResultsAsync());
        Assert.DoesNotContain(await home.ObjectsAsync(), name => name.StartsWith("failures", StringComparison.Ordinal));
    }

    private static string With(string config) => $"      - {{ name: id, data_tests: [{{ not_null: {{ config: {{ {config} }} }} }}] }}";

    private static (bool Passed, int ChecksPassed, int Warned, int Failed) Counts(VerdictSummary verdict) =>
        (verdict.Passed, verdict.ChecksPassed, verdict.ChecksWarned, verdict.ChecksFailed);

    private string FailuresOf(string check) => $"failures__shop.\"{Names.Failures(check, night.Night.RunId, night.Night.Attempt)}\"";
}
