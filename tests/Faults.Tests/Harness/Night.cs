using System.Text.Json;
using Npgsql;

namespace EtlMesh.Faults.Tests;

/// <summary>One run of the shop, under a pipeline name of its own, and what must be true of it at its end whatever went wrong.</summary>
internal sealed class Night(Mesh mesh, ShopPipeline pipeline)
{
    /// <summary>How long a night may take to end right once all who were struck are back.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    public ShopPipeline Pipeline => pipeline;

    public Guid Run { get; private set; }

    /// <summary>Pushes the pipeline and asks for its run.</summary>
    public static async Task<Night> StartAsync(Mesh mesh, ShopPipeline pipeline)
    {
        var night = new Night(mesh, pipeline);
        await mesh.Api.PushAsync(pipeline.Bundle(mesh));
        night.Run = await mesh.Api.StartAsync(pipeline.Name, ShopPipeline.Date);
        return night;
    }

    public Task<JsonElement> EndAsync(TimeSpan? atMost = null) => mesh.Api.EndAsync(Run, atMost);

    public Task<IReadOnlyDictionary<string, string>> TablesAsync() => PublishedTables.ReadAsync(mesh.Warehouse, pipeline.Name);

    /// <summary>Waits for the end and holds the night against a fault-free one.</summary>
    /// <param name="expected">The tables of the fault-free night.</param>
    /// <param name="letters">How many dead letters the faults are to have made in all; nothing else may be a dead letter.</param>
    /// <param name="atMost">How long the end may take.</param>
    public async Task ExpectCompletedAsync(IReadOnlyDictionary<string, string> expected, TimeSpan? atMost = null, int letters = 0)
    {
        var run = await EndAsync(atMost ?? Recovery);
        Assert.True(run.GetProperty("state").GetString() == "completed", run.GetRawText());
        var orders = run.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table").GetString() == "orders");
        Assert.Equal((ShopPipeline.Orders, ShopPipeline.Orders - ShopPipeline.Rejected, ShopPipeline.Rejected), (Count(orders, "read"), Count(orders, "loaded"), Count(orders, "quarantined")));
        Assert.Equal(expected, await TablesAsync());
        Assert.Equal(1, await mesh.CountAsync($"select count(*) from etl.releases where pipeline = '{pipeline.Name}'"));
        Assert.Equal(ShopPipeline.Rejected, await mesh.CountAsync($"select count(*) from etl.quarantine where run_id = '{Run}'"));
        await mesh.ExpectQuietAsync(letters);
    }

    private static int Count(JsonElement table, string what) => table.GetProperty($"rows_{what}").GetInt32();
}
