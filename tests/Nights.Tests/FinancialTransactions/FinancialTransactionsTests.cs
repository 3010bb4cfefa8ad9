using System.Globalization;
using System.Text.Json;
using EtlMesh.Cli;
using EtlMesh.Servers;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;
using EtlMesh.Warehouse.Postgres;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>The pipeline on its sample: two dates, on both engines, held against a computation that knows no SQL.</summary>
public sealed class FinancialTransactionsTests
{
    private static readonly DateOnly First = new(2026, 10, 30);
    private static readonly DateOnly Second = new(2026, 10, 31);

    private static readonly string Sample = Path.Combine(FinancialNights.Pipeline, "sample");

    [Fact]
    public async Task TwoNights_OnDuckDb_PublishWhatAnIndependentComputationGives()
    {
        await using var nights = new FinancialNights(await DuckDbWarehouse.OpenAsync(DuckDb.DuckDbDatabase.InMemory, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
        await PlayAsync(nights);
    }

    [Fact]
    public async Task TwoNights_OnPostgres_PublishWhatAnIndependentComputationGives()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var nights = new FinancialNights(await PostgresWarehouse.OpenAsync(await server.CreateDatabaseAsync(), TimeProvider.System, CancellationToken.None));
        await PlayAsync(nights);
        Assert.Equal(["jsonb"], await nights.LinesAsync("select distinct pg_typeof(quality_report)::text from financial_transactions.etl_audit_log"));
    }

    /// <summary>The ledger behind its API, the cards in a bucket, the customers in PostgreSQL.</summary>
    [Fact]
    public async Task TwoNights_FromRealSources_PublishTheSame()
    {
        await using var sources = await RealSources.StartAsync(Sample);
        await using var nights = new FinancialNights(await DuckDbWarehouse.OpenAsync(DuckDb.DuckDbDatabase.InMemory, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
        var first = await nights.RunAsync(First);
        Assert.True(first.End!.State == RunState.Completed, first.End.ToString());
        await ExpectAsync(nights, First);
        var pages = sources.Ledger.Pages;
        Assert.True(pages >= 2, "the API gave no page");

        var second = await nights.RunAsync(Second);
        Assert.True(second.End!.State == RunState.Completed, second.End.ToString());
        await ExpectAsync(nights, Second);
        Assert.True(sources.Ledger.Pages > pages);
        var ledger = second.Tables.Single(table => table.Name == "ledger.transactions");
        Assert.Equal(0, ledger.RowsSkipped); // the API was asked for the window alone
    }

    private static async Task PlayAsync(FinancialNights nights)
    {
        var first = await nights.RunAsync(First);
        Assert.True(first.End!.State == RunState.Completed, first.End.ToString());
        await ExpectAsync(nights, First);

        var second = await nights.RunAsync(Second);
        Assert.True(second.End!.State == RunState.Completed, second.End.ToString());
        await ExpectAsync(nights, Second);

        foreach (var table in second.Tables.Where(table => table.Name.EndsWith(".transactions", StringComparison.Ordinal)))
            Assert.True(table.RowsSkipped * 2 > table.RowsRead, $"{table.Name} was read anew: {table}"); // a third of the sample and an hour, not all of it
    }

    private static async Task ExpectAsync(FinancialNights nights, DateOnly date)
    {
        var expected = new ExpectedTables(Sample, date);
        Assert.True(expected.Facts.Count > 1_500 && expected.Rejected.Count > 10, "the sample shows little");
        Assert.Equal(expected.Facts, await nights.LinesAsync(Lines(
            "fact_transactions",
            "transaction_id, source, customer_id, amount, currency, amount_usd, amount_category, status, merchant_name, merchant_country, category, channel, occurred_at, occurred_on, year, quarter, month, day, weekday, hour, is_weekend, is_cross_border, risk_score, risk_level, was_repaired, updated_at")));
        Assert.Equal(expected.Rejected, await nights.LinesAsync(Lines("rejected_transactions", "transaction_id, rejected_for")));
        Assert.Equal(
            expected.Customers.Select(line => line.Replace("never", "NULL", StringComparison.Ordinal)),
            await nights.LinesAsync(Lines("dim_customers", "customer_id, name, email, country, segment, signed_up_on, transactions, amount_usd, first_transaction_on, last_transaction_on, highest_risk_score, risky_transactions")));
        Assert.Equal(expected.Audit, (await nights.LinesAsync(Lines("etl_audit_log", "business_date, transactions, duplicates, rejected, repaired, loaded, amount_usd, quality_report"))).Select(WithReport));
    }

    private static string Lines(string table, string columns) =>
        $"select concat_ws('|', {string.Join(", ", columns.Split(", ").Select(column => $"coalesce(cast({column} as varchar), 'NULL')"))}) as line from financial_transactions.{table}";

    /// <summary>The report in words, whatever order an engine keeps its keys in.</summary>
    private static string WithReport(string line)
    {
        var start = line.LastIndexOf('|') + 1;
        using var report = JsonDocument.Parse(line[start..]);
        var expectations = report.RootElement.GetProperty("expectations").EnumerateArray()
            .Select(one => $"{one.GetProperty("name").GetString()} {one.GetProperty("failed").GetInt64()} {(one.GetProperty("passed").GetBoolean() ? "true" : "false")}");
        return string.Create(CultureInfo.InvariantCulture, $"{line[..start]}{report.RootElement.GetProperty("transactions").GetInt64()} {report.RootElement.GetProperty("loaded_percent").GetInt64()} {string.Join(", ", expectations)}");
    }
}
