namespace EtlMesh.Faults.Tests.Letters;

/// <summary>A handler that always fails: what may pass is tried again as configured, what cannot is not.</summary>
public sealed class FailingHandlersTests(MeshFixture fixture) : MeshTests(fixture)
{
    /// <summary>The first try, and the retries where the message is handled.</summary>
    private const int Blips = 1 + 4;

    [Theory]
    [InlineData(503, 2 * Blips, 2)] // two tries of the stage, each with its blips
    [InlineData(400, 1, 1)]
    public async Task ReceiverThatAlwaysRefuses_IsAskedAsOftenAsConfigured_ThenThereAreLetters(int answer, int asked, int letters)
    {
        var night = await Fixture.StartAsync(shop => shop with { Webhook = $"{Fixture.Receiver.Url}{answer}", More = "stages: { notify: { timeout: 1m, retries: 1 } }" });

        await night.ExpectCompletedAsync(Fixture.Expected, letters: letters);

        Assert.Equal(asked, Fixture.Receiver.Keys(night.Name).Count);
    }
}
