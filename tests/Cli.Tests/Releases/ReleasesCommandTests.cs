using System.Text.Json;

namespace EtlMesh.Cli.Tests;

/// <summary>The commands on what real nights of a small pipeline left.</summary>
public sealed class ReleasesCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public ReleasesCommandTests()
    {
        folder.Write("pipelines/bank/pipeline.yml", "name: bank\nsources:\n  bank:\n    connection: files:sample\n    tables:\n      - { name: balances, columns: { account: bigint, balance: bigint }, key: account }\n");
        folder.Write("pipelines/bank/dbt_project.yml", "name: bank\n");
        folder.Write("pipelines/bank/models/accounts.sql", "select account, balance from {{ source('bank', 'balances') }}\n");
    }

    [Fact]
    public async Task List_TellsTheLatestFirst_AndWhichIsTheHead()
    {
        var first = await NightAsync("2026-03-01", 10);
        var second = await NightAsync("2026-03-02", 20);

        var text = await DoneAsync("releases", "list", "bank");
        Assert.Matches($@"\Arelease +pipeline +date +attempt +kind +published \(UTC\)\n[- ]+\n{second}  bank +2026-03-02 +1  night .* head\n{first}  bank +2026-03-01 +1  night [^a-z]*\n\z", text);
        var listed = await ListAsync();
        Assert.Equal([second, first], listed.Select(release => release.GetProperty("id").GetString()!));
        Assert.Equal((first, true), (listed[0].GetProperty("parent").GetString(), listed[0].GetProperty("head").GetBoolean()));
        Assert.Equal("2026-03-02", listed[0].GetProperty("run_date").GetString());
    }

    [Fact]
    public async Task Revert_ShowsTheReleaseBefore_AndHoldsThePipelineUntilItIsResumed()
    {
        var first = await NightAsync("2026-03-01", 10);
        await NightAsync("2026-03-02", 20);

        var told = await DoneAsync("releases", "revert", "bank", "--reason", "balances doubled");

        Assert.Contains($"shows readers release {first} again. The pipeline is held: no night runs before `etlmesh releases resume bank`.", told, StringComparison.Ordinal);
        Assert.Equal(10, await BalanceAsync());
        var head = (await ListAsync())[0];
        Assert.Equal(("revert", first, "kim", "balances doubled"), (Text(head, "kind"), Text(head, "target"), Text(head, "held_by"), Text(head, "held_reason")));

        var declined = Shell();
        Assert.Equal(ExitCodes.Failed, await declined.RunAsync("run", "bank", "--date", "2026-03-03"));
        Assert.Contains("Not run: Pipeline bank is held by kim: balances doubled. Run `etlmesh releases resume bank` first.", declined.Out.ToString(), StringComparison.Ordinal);

        Assert.Equal("bank is no longer held; its next night runs.\n", await DoneAsync("releases", "resume", "bank"));
        await NightAsync("2026-03-03", 30);
        Assert.Equal(30, await BalanceAsync());
    }

    [Fact]
    public async Task Revert_Twice_GoesBackTwice_AndToUndoesIt()
    {
        await NightAsync("2026-03-01", 10);
        await NightAsync("2026-03-02", 20);
        var third = await NightAsync("2026-03-03", 30);

        await DoneAsync("releases", "revert", "bank");
        Assert.Equal(20, await BalanceAsync());
        await DoneAsync("releases", "revert", "bank");
        Assert.Equal(10, await BalanceAsync());
        await RefusedAsync(ExitCodes.Failed, "Reverting bank: readers see its first release, and there is none before it. Run a night, or name a release of `etlmesh releases list bank` by --to.", "revert", "bank");
        await DoneAsync("releases", "revert", "bank", "--to", third);
        Assert.Equal(30, await BalanceAsync());
    }

    [Fact]
    public async Task Revert_ToAReleaseThatRetentionSwept_IsRefused()
    {
        File.AppendAllText(Path.Combine(folder.Path, "pipelines/bank/pipeline.yml"), "retention: { releases: 1, keep_failed: 0s }\n");
        var first = await NightAsync("2026-03-01", 10);
        await NightAsync("2026-03-02", 20);

        await RefusedAsync(ExitCodes.Failed, $"Release {first} can no longer be read: the objects of model accounts were swept. Choose a later release.", "revert", "bank");
        Assert.Equal(20, await BalanceAsync());
    }

    [Fact]
    public async Task WhatIsNotThere_IsSaid_AndNothingChanges()
    {
        var file = Path.Combine(folder.Path, ".etlmesh", "warehouse.duckdb");
        await RefusedAsync(ExitCodes.Usage, $"there is no warehouse at {file}; run a pipeline first, or name another place by --home or --warehouse.", "list");
        var only = await NightAsync("2026-03-01", 10);

        var unknown = $"pipeline shop has no release in {file}; those that have: bank. Correct the name, or name another place by --home or --warehouse.";
        await RefusedAsync(ExitCodes.Usage, unknown, "list", "shop");
        await RefusedAsync(ExitCodes.Usage, unknown, "revert", "shop");
        await RefusedAsync(ExitCodes.Usage, unknown, "resume", "shop");
        await RefusedAsync(ExitCodes.Usage, "--to 42: pipeline bank has no such release; `etlmesh releases list bank` tells those that it has.", "revert", "bank", "--to", "42");
        await RefusedAsync(ExitCodes.Failed, "Resuming bank: it is not held, its nights run. Nothing was changed.", "resume", "bank");

        Assert.Equal(only, Text(Assert.Single(await ListAsync()), "id"));
    }

    public void Dispose() => folder.Dispose();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private TestShell Shell() => new() { Folder = folder.Path, Variables = { ["USER"] = "kim" } };

    /// <returns>The release.</returns>
    private async Task<string> NightAsync(string date, int balance)
    {
        folder.Write("pipelines/bank/sample/balances.csv", $"account,balance\n1,{balance}\n");
        return Text(JsonDocument.Parse(await DoneAsync("run", "bank", "--date", date, "--output", "json")).RootElement.GetProperty("release"), "id")!;
    }

    private async Task<string> DoneAsync(params string[] args)
    {
        var shell = Shell();
        var exit = await shell.RunAsync(args);
        Assert.True(exit == ExitCodes.Done, $"exit {exit}\n{shell.Out}\n{shell.Error}");
        return shell.Out.ToString();
    }

    private async Task RefusedAsync(int exit, string message, params string[] words)
    {
        var shell = Shell();
        Assert.Equal((exit, $"etlmesh: {message}\n", ""), (await shell.RunAsync(["releases", .. words]), shell.Error.ToString(), shell.Out.ToString()));
    }

    private async Task<List<JsonElement>> ListAsync() =>
        [.. JsonDocument.Parse(await DoneAsync("releases", "list", "--output", "json")).RootElement.GetProperty("releases").EnumerateArray()];

    private async Task<int> BalanceAsync()
    {
        var shell = Shell();
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("query", "select balance::integer as balance from bank.accounts", "--output", "json"));
        return JsonDocument.Parse(shell.Bytes.ToArray()).RootElement[0].GetProperty("balance").GetInt32();
    }
}
