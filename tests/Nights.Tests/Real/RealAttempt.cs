using EtlMesh.Contracts;
using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Stories;
using EtlMesh.QualityGate;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>One attempt of a night, a part after the other, as the sagas lead the services through it.</summary>
internal sealed class RealAttempt(Home home, string pipeline, Night night, string bundle, AttemptOpening opening, Part? killedAfter, CompactionPolicy compaction)
{
    private readonly Dictionary<string, Counts> counts = [];

    private Guid Run => RunId.Of(pipeline, night.Date);

    /// <param name="tables">Their names.</param>
    /// <param name="overtake">Runs another night from its start to its end.</param>
    /// <exception cref="TerminalEtlException">Some part refused.</exception>
    /// <exception cref="KilledException">The attempt is left as it is.</exception>
    public async Task<RealNight> RunAsync(IReadOnlyList<string> tables, Func<Night, Task<RealNight>> overtake)
    {
        Done(Part.Open);
        var transfers = tables.Select(table => new RealTransfer(home, pipeline, night, Run, bundle, opening, table)).ToList();
        foreach (var transfer in transfers)
            await transfer.ExtractAsync();
        Done(Part.Extract);
        var segments = new List<SegmentRef>();
        foreach (var transfer in transfers)
            segments.Add(await transfer.LoadAsync(counts));
        Done(Part.Load);

        var candidate = await BuildAsync(segments, opening.Parent);
        var outcome = candidate is null ? null : await PublishAsync(candidate, overtake);
        if (outcome is { State: PublishState.StaleBase })
        {
            candidate = await BuildAsync(segments, outcome.Head);
            outcome = candidate is null ? null : await PublishAsync(candidate, null);
        }

        Done(Part.Publish);
        await home.Warehouse.Attempts.CloseAsync(Run, opening.Attempt, outcome is null ? AttemptState.Blocked : AttemptState.Completed, CancellationToken.None);
        return new RealNight(outcome is null ? Outcome.Blocked : Outcome.Published, counts);
    }

    /// <summary>What every service does for an attempt that failed.</summary>
    public async Task CompensateAsync()
    {
        await home.Warehouse.Checks.DiscardAsync(Run, opening.Attempt, CancellationToken.None);
        await home.Warehouse.Candidates.DiscardAsync(Run, opening.Attempt, CancellationToken.None);
        await home.Warehouse.Segments.DiscardAsync(Run, opening.Attempt, CancellationToken.None);
        await home.Store.DeletePrefixAsync(LandingLayout.AttemptPrefix(AttemptPlace.Nightly(pipeline, night.Date, opening.Attempt)), CancellationToken.None);
        await home.Warehouse.Attempts.CloseAsync(Run, opening.Attempt, AttemptState.Failed, CancellationToken.None);
    }

    /// <returns>The candidate; null when the gate said no.</returns>
    private async Task<CandidateRef?> BuildAsync(IReadOnlyList<SegmentRef> segments, string? parent)
    {
        var candidate = await new CandidateBuilder(home.Store, home.Bundles, home.Warehouses, compaction).BuildAsync(
            new BuildCandidate
            {
                RunId = Run,
                Attempt = opening.Attempt,
                Pipeline = pipeline,
                RunDate = night.Date,
                BundleHash = bundle,
                CandidateUid = Uid.New(),
                Parent = parent,
                Segments = segments,
            },
            _ => Task.CompletedTask,
            CancellationToken.None);
        Done(Part.Build);
        var verdict = await new CandidateChecker(home.Store, home.Warehouses).CheckAsync(
            new CheckCandidate { RunId = Run, Attempt = opening.Attempt, Pipeline = pipeline, RunDate = night.Date, BundleHash = bundle, Candidate = candidate },
            CancellationToken.None);
        Done(Part.Check);
        return verdict.Passed ? candidate : null;
    }

    private async Task<PublishOutcome> PublishAsync(CandidateRef candidate, Func<Night, Task<RealNight>>? overtake)
    {
        if (overtake is not null && night.Overtaker is { } overtaker)
            await overtake(overtaker);
        var outcome = await new ReleasePublisher(home.Store, home.Bundles, home.Warehouses, new ReleaseLake(home.Lakes)).PublishAsync(
            new PublishRelease { RunId = Run, Attempt = opening.Attempt, Pipeline = pipeline, RunDate = night.Date, BundleHash = bundle, Release = Uid.New(), Candidate = candidate },
            CancellationToken.None);
        return outcome.State is PublishState.Published || (overtake is not null && outcome.State is PublishState.StaleBase)
            ? outcome
            : throw new InvalidOperationException($"The publish ended as {outcome.State}: {outcome.Reason}");
    }

    private void Done(Part part)
    {
        if (killedAfter == part)
            throw new KilledException();
    }
}
