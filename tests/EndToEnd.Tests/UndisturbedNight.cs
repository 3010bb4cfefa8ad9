namespace EtlMesh.EndToEnd.Tests;

/// <summary>What the daily metrics publish when nothing happens.</summary>
public sealed class UndisturbedNight : IAsyncLifetime
{
    public IReadOnlyList<string> Tables { get; private set; } = [];

    public async Task InitializeAsync()
    {
        using var place = new Workplace(Workplace.Product("daily-metrics"));
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);
        Tables = await Published.TablesAsync(place);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
