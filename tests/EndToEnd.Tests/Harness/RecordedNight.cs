using System.Globalization;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A night of the corner shop, recorded undisturbed. It can be begun again, as often as needed, from what there was before it.</summary>
internal sealed class RecordedNight : IDisposable
{
    private const int KilledBySignal9 = 128 + 9;

    private readonly string kept;
    private readonly string date;

    private RecordedNight(Workplace place, string date, string kept, ShopState? before, IReadOnlyList<string> boundaries, ShopState after) =>
        (Place, this.date, this.kept, Before, Boundaries, After) = (place, date, kept, before, boundaries, after);

    public Workplace Place { get; }

    /// <summary>Null before the first night.</summary>
    public ShopState? Before { get; }

    public ShopState After { get; }

    /// <summary>Every boundary of the night, such as <c>17 start segment.commit</c>; the k-th is at k - 1.</summary>
    public IReadOnlyList<string> Boundaries { get; }

    /// <summary>The first night: nothing is there.</summary>
    public static Task<RecordedNight> FirstAsync() => RecordAsync(CornerShop.Open(), CornerShop.FirstDay);

    /// <summary>The night after another one.</summary>
    public static async Task<RecordedNight> SecondAsync() => await RecordAsync(await SecondPlaceAsync(), CornerShop.SecondDay);

    /// <summary>The night after one that was killed just before it published: everything of it is left.</summary>
    public static async Task<RecordedNight> AfterKillAsync()
    {
        var place = await SecondPlaceAsync();
        await KillAsync(place, CornerShop.SecondDay, "kill@start:release.commit");
        return await RecordAsync(place, CornerShop.SecondDay);
    }

    /// <summary>The number of a boundary, from 1.</summary>
    /// <param name="boundary">Such as <c>stop release.commit</c>; there is one of that name.</param>
    public int NumberOf(string boundary) =>
        Assert.Single(Enumerable.Range(1, Boundaries.Count), k => Boundaries[k - 1].EndsWith(" " + boundary, StringComparison.Ordinal));

    /// <summary>Makes the home what it was before the night.</summary>
    public void Restart() => Place.Restore(kept);

    /// <summary>Runs the night and has it killed at its k-th boundary, which must be what it was in the undisturbed night.</summary>
    public async Task KillAtAsync(int k, string boundary) =>
        Assert.Equal($"fault: {boundary} in flight", await KillAsync(string.Create(CultureInfo.InvariantCulture, $"kill@boundary#{k}")));

    /// <summary>Runs the night, has it killed, and gives the line that tells what was in flight.</summary>
    public Task<string> KillAsync(string fault) => KillAsync(Place, date, fault);

    /// <summary>The same command again.</summary>
    public async Task RunAgainAsync()
    {
        var again = (await Place.RunHereAsync("run", Place.Pipeline, "--date", date, "--output", "json")).ExpectExit(0).Json;
        Assert.Equal("Completed", again.GetProperty("state").GetString());
        Assert.True(again.GetProperty("release").GetProperty("published").GetBoolean());
    }

    public async Task<IReadOnlyList<string>> ListBoundariesAsync() => await ListBoundariesAsync(Place, date);

    public void Dispose() => Place.Dispose();

    private static async Task<Workplace> SecondPlaceAsync()
    {
        var place = CornerShop.Open();
        (await place.RunHereAsync("run", place.Pipeline, "--date", CornerShop.FirstDay, "--output", "json")).ExpectExit(0);
        CornerShop.Deliver(place);
        return place;
    }

    private static async Task<string> KillAsync(Workplace place, string date, string fault)
    {
        using var night = Start(place, date, fault);
        var inFlight = await night.FaultInFlightAsync();
        (await night.EndAsync()).ExpectExit(KilledBySignal9);
        return inFlight;
    }

    private static RunningCommand Start(Workplace place, string date, string fault)
    {
        place.Environment["ETLMESH_FAULT"] = fault;
        var night = place.Start("run", place.Pipeline, "--date", date, "--output", "json");
        place.Environment.Remove("ETLMESH_FAULT");
        return night;
    }

    private static async Task<RecordedNight> RecordAsync(Workplace place, string date)
    {
        var kept = place.Keep("before");
        var before = Directory.Exists(place.Home) ? await ShopState.ReadAsync(place) : null;
        place.Restore(kept); // reading opens the warehouse, and that notices what a killed night left
        var boundaries = await ListBoundariesAsync(place, date);
        return new RecordedNight(place, date, kept, before, boundaries, await ShopState.ReadAsync(place));
    }

    private static async Task<IReadOnlyList<string>> ListBoundariesAsync(Workplace place, string date)
    {
        using var command = Start(place, date, "list");
        var night = (await command.EndAsync()).ExpectExit(0);
        return [.. night.Errors.Split('\n').Where(line => line.StartsWith("fault: ", StringComparison.Ordinal)).Select(line => line["fault: ".Length..].TrimEnd())];
    }
}
