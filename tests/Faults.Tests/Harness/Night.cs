using System.Text.Json;
using Npgsql;

namespace EtlMesh.Faults.Tests;

/// <summary>One run of the shop, under a pipeline name of its own, and what must be true of it at its end whatever went wrong.</summary>
internal sealed class Night(Mesh mesh, ShopPipeline pipeline)
{
    /// <summary>How long a night may take to end right once all who were struck are back.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    public Guid Run { get; private init; }

    public string Name => pipeline.Name;

    /// <summary>Pushes the pipeline and asks for its run.</summary>
    public static async Task<Night> StartAsync(Mesh mesh, ShopPipeline pipeline)
    {
        await mesh.Api.PushAsync(pipeline.Bundle(mesh));
        return new Night(mesh, pipeline) { Run = await mesh.Api.StartAsync(pipeline.Name, ShopPipeline.Date) };
    }

    public Task<JsonElement> EndAsync(TimeSpan? atMost = null) => mesh.Api.EndAsync(Run, atMost);

    public Task<IReadOnlyDictionary<string, string>> TablesAsync() => PublishedTables.ReadAsync(pipeline.Database ?? mesh.Warehouse, pipeline.Name);

    /// <summary>Waits for the end and holds the night against a fault-free one.</summary>
    /// <param name="expected">The tables of the fault-free night.</param>
    /// <param name="letters">How many dead letters of the pipeline the faults are to have made; null where that is a matter of luck, and then all are closed by the night's success.</param>
    /// <param name="atMost">How long the end may take.</param>
    public async Task ExpectCompletedAsync(IReadOnlyDictionary<string, string> expected, TimeSpan? atMost = null, int? letters = 0)
    {
        var run = await EndAsync(atMost ?? Recovery);
        Assert.True(run.GetProperty("state").GetString() == "completed", run.GetRawText());
        var orders = run.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table").GetString() == "orders");
        Assert.Equal((ShopPipeline.Orders, ShopPipeline.Orders - ShopPipeline.Rejected, ShopPipeline.Rejected), (Count(orders, "read"), Count(orders, "loaded"), Count(orders, "quarantined")));
        Assert.Equal(expected, await TablesAsync());
        Assert.Equal(1, await CountAsync($"select count(*) from etl.releases where pipeline = '{pipeline.Name}'"));
        Assert.Equal(ShopPipeline.Rejected, await CountAsync($"select count(*) from etl.quarantine where run_id = '{Run}'"));
        // The saga hears of a failure before its message is moved aside.
        await Until.SeenAsync(LettersAsync, found => found >= (letters ?? 0), "the dead letters to be collected");
        await mesh.ExpectQuietAsync();
        if (letters is { } number)
            Assert.Equal(number, await LettersAsync());
        else
            await Until.SeenAsync(OpenLettersAsync, open => open == 0, "the dead letters to be closed by the night's success");
    }

    /// <summary>The release that readers see.</summary>
    public async Task<string?> HeadAsync()
    {
        await using var warehouse = new NpgsqlConnection(mesh.Warehouse);
        await warehouse.OpenAsync();
        await using var command = new NpgsqlCommand($"select release from etl.heads where pipeline = '{pipeline.Name}'", warehouse);
        return (string?)await command.ExecuteScalarAsync();
    }

    /// <summary>Of a run that was given up, nothing is left: not to readers, not in the warehouse, not in the bucket.</summary>
    public async Task ExpectNothingLeftAsync()
    {
        Assert.Empty(await TablesAsync());
        var schema = pipeline.Name.Replace('-', '_');
        Assert.Equal(0, await CountAsync($"select count(*) from information_schema.schemata where schema_name like '{schema}\\_\\_%'"));
        Assert.Equal(0, await CountAsync($"select count(*) from information_schema.tables where table_schema = 'raw__{schema}'"));
        Assert.Equal(0, await CountAsync($"select count(*) from etl.segments where run_id = '{Run}'"));
        foreach (var part in new[] { "landing", "quarantine" })
            Assert.Empty(await mesh.Objects.ListAsync($"{part}/{pipeline.Name}/"));
    }

    /// <summary>How many dead letters of the pipeline are in the ledger.</summary>
    public Task<long> LettersAsync() => mesh.StoredAsync($"select count(*) from orchestrator.dead_letters where pipeline = '{pipeline.Name}'");

    private Task<long> OpenLettersAsync() => mesh.StoredAsync($"select count(*) from orchestrator.dead_letters where pipeline = '{pipeline.Name}' and state = 'open'");

    /// <summary>Asks for the pipeline's run again, after it has ended.</summary>
    public Task AgainAsync() => mesh.Api.StartAsync(pipeline.Name, ShopPipeline.Date);

    private Task<long> CountAsync(string sql) => Quiet.ScalarAsync(pipeline.Database ?? mesh.Warehouse, sql);

    private static int Count(JsonElement table, string what) => table.GetProperty($"rows_{what}").GetInt32();
}
