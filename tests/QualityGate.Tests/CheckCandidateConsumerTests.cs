using EtlMesh.Contracts;
using EtlMesh.Testing;

namespace EtlMesh.QualityGate.Tests;

public sealed class CheckCandidateConsumerTests : IAsyncLifetime
{
    private TestHome home = null!;
    private TestBus bus = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        bus = await TestBus.StartAsync(home, services => services.AddQualityGate());
    }

    public async Task DisposeAsync()
    {
        await bus.DisposeAsync();
        await home.DisposeAsync();
    }

    [Fact]
    public async Task Check_TellsTheVerdict_AndDiscardRemovesIt()
    {
        var night = new CheckedNight(home);
        await night.BuildAsync("(null, 1, 'placed')", "      - { name: id, data_tests: [not_null] }");

        var reached = await bus.AskAsync<CheckCandidate, VerdictReached>(night.Night.Check(night.Candidate));

        Assert.Equal(night.Candidate, reached.Candidate);
        Assert.Equal((false, night.Candidate.Fingerprint, 1), (reached.Verdict.Passed, reached.Verdict.Fingerprint, reached.Verdict.ChecksFailed));

        var discarded = await bus.AskAsync<DiscardAttempt, AttemptDiscarded>(night.Night.Discard());

        Assert.Equal("quality-gate", discarded.Service);
        Assert.Empty(await night.ResultsAsync());
    }
}
