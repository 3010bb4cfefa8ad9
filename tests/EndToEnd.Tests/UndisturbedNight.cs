namespace EtlMesh.EndToEnd.Tests;

/// <summary>What the daily metrics do and publish when nothing happens.</summary>
public sealed class UndisturbedNight : IAsyncLifetime
{
    public IReadOnlyList<string> Tables { get; private set; } = [];

    /// <summary>The effect of each boundary.</summary>
    public IReadOnlyList<string> Effects { get; private set; } = [];

    public async Task InitializeAsync()
    {
        using var place = new Workplace(Workplace.Product("daily-metrics"));
        place.Environment["ETLMESH_FAULT"] = "list";
        var night = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);
        Effects = [.. night.Errors.Split('\n').Where(line => line.StartsWith("fault: ", StringComparison.Ordinal)).Select(line => line.TrimEnd().Split(' ')[3])];
        Tables = await Published.TablesAsync(place);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
