using EtlMesh.Cli;
using EtlMesh.Hosting;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A night was killed; the next command is killed while it removes what that one left; the third is right.</summary>
public sealed class KilledRecoveryTests : IClassFixture<KilledRecoveryTests.Recorded>
{
    private static readonly RecordedBoundaries Recording = new(RecordedNight.AfterKillAsync);

    private static readonly string[] AllAttempts =
        [$"{CornerShop.FirstDay} 1 completed", $"{CornerShop.SecondDay} 1 abandoned", $"{CornerShop.SecondDay} 2 completed"];

    private static RecordedNight Night => Recording.Night;

    /// <summary>The recovery ends when the killed attempt is closed, before anything is begun.</summary>
    public static TheoryData<int, string> Boundaries => Recording.Cases((night, k, _) => k <= RecoveryOf(night));

    [Theory, MemberData(nameof(Boundaries), DisableDiscoveryEnumeration = true)]
    public async Task KillWithinTheRecovery_ThenTheSameCommand_IsAsIfNothingHadHappened(int k, string boundary)
    {
        Night.Restart();
        await Night.KillAtAsync(k, boundary);

        await Night.RunAgainAsync();

        var state = await ShopState.ReadAsync(Night.Place);
        Assert.Equal(CornerShop.SecondTables, state.Tables);
        Assert.Equal(AllAttempts, state.Attempts);
        Assert.Equal(Night.After.Things, state.Things);
    }

    [Fact]
    public async Task KillOfTheSecondAttempt_LeavesNothingOfBoth()
    {
        Night.Restart();
        await Night.KillAsync("kill@start:release.commit");

        await Night.RunAgainAsync();

        var state = await ShopState.ReadAsync(Night.Place);
        Assert.Equal(CornerShop.SecondTables, state.Tables);
        Assert.Equal([AllAttempts[0], AllAttempts[1], $"{CornerShop.SecondDay} 2 abandoned", $"{CornerShop.SecondDay} 3 completed"], state.Attempts);
        Assert.Equal(Night.After.Things, state.Things);
    }

    [Fact]
    public async Task Recovery_IsOfTheKilledAttempt_AndRemovesAllOfIt()
    {
        using var undisturbed = await RecordedNight.SecondAsync();

        Assert.Equal(["start attempt.recover", "stop attempt.recover"], Night.Boundaries.Take(2).Select(Named));
        Assert.Equal("stop attempt.close", Named(Night.Boundaries[RecoveryOf(Night) - 1]));
        Assert.Equal(undisturbed.Boundaries.Select(Named), Night.Boundaries.Skip(RecoveryOf(Night)).Select(Named));
        Assert.Equal(undisturbed.After.Tables, Night.After.Tables);
        Assert.Equal(undisturbed.After.Things, Night.After.Things);
        Assert.NotEqual(undisturbed.After.Things, Night.Before!.Things);
    }

    [Fact]
    public async Task FirstNightAndRecovery_HaveEveryEffectThatThereIs()
    {
        using var first = await RecordedNight.FirstAsync();

        var seen = first.Boundaries.Concat(Night.Boundaries).Select(boundary => boundary.Split(' ')[2]).Distinct();

        Assert.Equal(DurableEffects.Names.Except(OfTheMesh).Except(OfALake).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    /// <summary>Effects of queues and of the sagas' database, which an embedded night has not; processes of the mesh are killed at them.</summary>
    private static readonly string[] OfTheMesh = ["message.handle", "message.acknowledge", "saga.commit", "outbox.send"];

    /// <summary>The sample has no lake; <see cref="KilledLakeTests"/> kills at these.</summary>
    private static readonly string[] OfALake = ["lake.write", "lake.head"];

    private static string Named(string boundary) => boundary[(boundary.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static int RecoveryOf(RecordedNight night) =>
        Enumerable.Range(1, night.Boundaries.Count).First(k => night.Boundaries[k - 1].EndsWith(" stop attempt.close", StringComparison.Ordinal));

    public sealed class Recorded : IDisposable
    {
        public void Dispose() => Recording.Dispose();
    }
}
