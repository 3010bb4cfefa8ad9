using EtlMesh.Contracts;

namespace EtlMesh.Staging.Tests.Landing;

public sealed class AttemptPlaceTests
{
    private static readonly DateOnly Date = new(2026, 1, 2);

    [Fact]
    public void RunsOfOneDate_LieApart()
    {
        var nightly = AttemptPlace.Nightly("p", Date, 3);
        var hourly = nightly with { RunId = RunId.Of("p", Date, "2026-01-02T05:00:00Z") };

        Assert.Equal("p/2026-01-02/3", nightly.ToString());
        Assert.Equal($"p/2026-01-02/3-{hourly.RunId:N}", hourly.ToString());
        Assert.False(LandingLayout.Compiled(hourly).StartsWith(LandingLayout.CandidatePrefix(nightly), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("2026-01-02T05:00:00Z")]
    public void Place_IsReadFromAKey(string key)
    {
        var place = new AttemptPlace("p", Date, RunId.Of("p", Date, key), 12);

        Assert.Equal(place, AttemptPlace.OfKey(LandingLayout.Manifest(place, "s", "t")));
    }

    [Theory]
    [InlineData("bundles/p/ff/bundle.zip")]
    [InlineData("landing/p/2026-01-02/x/s.t/manifest.json")]
    [InlineData("landing/p/2026-01-02/1-2/s.t/manifest.json")]
    [InlineData("landing/p/2026-01-02/1")]
    public void OtherKeys_LieInNone(string key) => Assert.Null(AttemptPlace.OfKey(key));
}
