namespace EtlMesh.Faults.Tests;

/// <summary>One mesh for the tests that strike it and set it right again, and what a fault-free night of the shop publishes.</summary>
public sealed class MeshFixture : IAsyncLifetime
{
    private int nights;

    internal Mesh Mesh { get; private set; } = null!;

    internal WebhookReceiver Receiver { get; } = new();

    /// <summary>The tables of the fault-free night.</summary>
    internal IReadOnlyDictionary<string, string> Expected { get; private set; } = null!;

    /// <summary>The boundaries that each service reached in the fault-free night and in one that was compensated, such as <c>start segment.commit</c>.</summary>
    internal IReadOnlyDictionary<string, IReadOnlySet<string>> Boundaries { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Mesh = await Mesh.StartAsync(fault: "list");
        var night = await StartAsync();
        Assert.Equal("completed", (await night.EndAsync()).GetProperty("state").GetString());
        Expected = await night.TablesAsync();
        var failing = await StartAsync(shop => shop.ThatFails());
        var ended = await failing.EndAsync();
        Assert.True(ended.GetProperty("state").GetString() == "failed", ended.GetRawText());
        await Mesh.ExpectQuietAsync();
        Boundaries = Mesh.Folders.Keys.ToDictionary(service => service, service => (IReadOnlySet<string>)Mesh[service].Boundaries.ToHashSet(StringComparer.Ordinal));
        await Mesh.RestartAllAsync();
    }

    public async Task DisposeAsync()
    {
        await Mesh.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>A pipeline of the shop that nobody else runs.</summary>
    internal ShopPipeline Shop() => new() { Name = $"shop-{Interlocked.Increment(ref nights)}", Webhook = Receiver.Url };

    /// <summary>Starts a night of a pipeline that nobody else runs.</summary>
    internal Task<Night> StartAsync(Func<ShopPipeline, ShopPipeline>? change = null) => Night.StartAsync(Mesh, (change ?? (shop => shop))(Shop()));
}
