using System.Globalization;
using System.Text.Json;

namespace EtlMesh.Cli.Tests;

/// <summary>What <c>lineage</c> tells after real nights.</summary>
public sealed class LineageVerdictTests : IDisposable
{
    private readonly TestFolder folder = new();

    public LineageVerdictTests()
    {
        folder.Write("pipelines/bank/pipeline.yml", "name: bank\nsources:\n  bank:\n    connection: files:sample\n    tables:\n      - { name: balances, columns: { account: bigint, balance: bigint }, key: account }\n");
        folder.Write("pipelines/bank/dbt_project.yml", "name: bank\n");
        folder.Write("pipelines/bank/seeds/branches.csv", "branch,city\n1,Kiel\n2,Trier\n");
        folder.Write("pipelines/bank/models/accounts.sql", "{{ config(materialized='table') }} select account, balance from {{ source('bank', 'balances') }}\n");
        folder.Write("pipelines/bank/models/rich.sql", "select account from {{ ref('accounts') }} cross join {{ ref('branches') }} where balance > 1000\n");
        folder.Write("pipelines/bank/models/schema.yml", "models:\n  - name: accounts\n    columns:\n      - name: balance\n        data_tests:\n          - not_null\n          - accepted_values: { values: [10, 20], config: { severity: warn } }\n");
        folder.Write("pipelines/bank/tests/no_debt.sql", "select account, balance from {{ ref('accounts') }} where balance < 0\n");
    }

    [Fact]
    public async Task Nodes_BearTheVerdictsAndRowsOfTheNight()
    {
        await NightAsync("2026-03-01", 10);

        var graph = await GraphAsync();

        Assert.Equal(
            [
                "source.bank.balances null 1",
                "seed.branches null 2",
                "model.accounts passed 1",
                "model.rich null null",
                "check.accepted_values_accounts_balance__10__20 passed null",
                "check.no_debt passed null",
                "check.not_null_accounts_balance passed null",
            ],
            graph.GetProperty("nodes").EnumerateArray().Select(node => $"{node.GetProperty("id").GetString()} {Text(node, "verdict")} {Text(node, "rows")}"));
        var attempt = graph.GetProperty("checked");
        Assert.Equal(("2026-03-01", "1", "completed"), (Text(attempt, "run_date"), Text(attempt, "attempt"), Text(attempt, "state")));
    }

    [Fact]
    public async Task LatestCheckedAttempt_Counts_AlsoWhenItIsBlocked()
    {
        await NightAsync("2026-03-01", 10);
        await NightAsync("2026-03-02", 7, ExitCodes.Done);
        Assert.Equal("warned", Verdict(await GraphAsync(), "model.accounts"));

        await NightAsync("2026-03-03", -5, ExitCodes.Blocked);

        var graph = await GraphAsync();
        Assert.Equal("failed", Verdict(graph, "model.accounts"));
        Assert.Equal("blocked", Text(graph.GetProperty("checked"), "state"));
        Assert.Equal("1 failing row", Text(Node(graph, "check.no_debt"), "found"));
        Assert.Matches(
            """
            \Asource bank\.balances +1 row
              accounts +table, 1 row +1 of 3 checks failed +models/accounts\.sql
                rich +view +models/rich\.sql
            seed branches +2 rows +seeds/branches\.csv
              rich \(above\)

            night of 2026-03-03, attempt 1, blocked; checked \d{4}-\d\d-\d\d \d\d:\d\d UTC
              warned accepted_values_accounts_balance__10__20: expected accounts\.balance is one of 10, 20, found 1 failing row
              failed no_debt: expected tests/no_debt\.sql selects no rows, found 1 failing row
            \z
            """.TrimEnd().ReplaceLineEndings("\n"),
            (await LineageAsync("text")).TrimEnd() + "\n");
    }

    [Fact]
    public async Task Page_SaysWhatFailed_InWordsAndInThePicture()
    {
        await NightAsync("2026-03-03", -5, ExitCodes.Blocked);

        var page = await LineageAsync("html");

        Assert.Contains("Verdicts and rows: night of 2026-03-03, attempt 1, blocked; checked ", page, StringComparison.Ordinal);
        Assert.Contains("class=\"failed\"><title>model accounts: table, 1 row, 1 of 3 checks failed</title>", page, StringComparison.Ordinal);
        Assert.Contains("<details class=\"card node\" open><summary>accounts ", page, StringComparison.Ordinal);
        Assert.Contains("<td>tests/no_debt.sql selects no rows</td><td class=\"failed\"><span class=\"short\">✕ failed</span>, 1 failing row</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckThatTheAttemptDidNotKnow_HasNoVerdict()
    {
        await NightAsync("2026-03-01", 10);
        folder.Write("pipelines/bank/tests/new.sql", "select * from {{ ref('rich') }}\n");

        var graph = await GraphAsync();

        Assert.Equal("null", Verdict(graph, "model.rich"));
        Assert.Equal("null", Verdict(graph, "check.new"));
        Assert.Equal("passed", Verdict(graph, "model.accounts"));
    }

    public void Dispose() => folder.Dispose();

    private static JsonElement Node(JsonElement graph, string id) => graph.GetProperty("nodes").EnumerateArray().Single(node => Text(node, "id") == id);

    private static string Verdict(JsonElement graph, string id) => Text(Node(graph, id), "verdict");

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "null";

    private async Task NightAsync(string date, int balance, int exit = ExitCodes.Done)
    {
        folder.Write("pipelines/bank/sample/balances.csv", string.Create(CultureInfo.InvariantCulture, $"account,balance\n1,{balance}\n"));
        await RunAsync(exit, "run", "bank", "--date", date);
    }

    private async Task<JsonElement> GraphAsync() => JsonDocument.Parse(await LineageAsync("json")).RootElement;

    private Task<string> LineageAsync(string output) => RunAsync(ExitCodes.Done, "lineage", "bank", "--output", output);

    private async Task<string> RunAsync(int exit, params string[] args)
    {
        var shell = new TestShell { Folder = folder.Path };
        var code = await shell.RunAsync(args);
        Assert.True(code == exit, $"exit {code}\n{shell.Out}\n{shell.Error}");
        return shell.Out.ToString();
    }
}
