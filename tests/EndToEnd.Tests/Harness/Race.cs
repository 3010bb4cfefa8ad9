using EtlMesh.Warehouse;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A warehouse on which two runs build on the same head, and the one that is to lose publishes after the other.</summary>
internal sealed class Race(IWarehouse warehouse, Guid winner, Guid loser) : IWarehouse, ICandidates, IReleases
{
    private readonly TaskCompletionSource winnerBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource loserBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource winnerPublished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Engine => warehouse.Engine;

    public IAttempts Attempts => warehouse.Attempts;

    public ISegments Segments => warehouse.Segments;

    public ICandidates Candidates => this;

    public IChecks Checks => warehouse.Checks;

    public IReleases Releases => this;

    public IWarehouseReader Reader => warehouse.Reader;

    public async Task<Snapshot> BeginAsync(CandidateSpec spec, CancellationToken ct)
    {
        var snapshot = await warehouse.Candidates.BeginAsync(spec, ct);
        (spec.RunId == winner ? winnerBegun : loserBegun).TrySetResult();
        return snapshot;
    }

    public async Task<string> SealAsync(CandidateSpec spec, CancellationToken ct)
    {
        await Task.WhenAll(winnerBegun.Task, loserBegun.Task).WaitAsync(ct);
        if (spec.RunId == loser)
            await winnerPublished.Task.WaitAsync(ct);
        return await warehouse.Candidates.SealAsync(spec, ct);
    }

    public async Task<PublishOutcome> PublishAsync(ReleaseSpec spec, CancellationToken ct)
    {
        var outcome = await warehouse.Releases.PublishAsync(spec, ct);
        if (spec.RunId == winner)
            winnerPublished.TrySetResult();
        return outcome;
    }

    public Task<ModelBuild> BuildAsync(CandidateSpec spec, ModelSpec model, CancellationToken ct) => warehouse.Candidates.BuildAsync(spec, model, ct);

    public Task<ModelBuild> LoadSeedAsync(CandidateSpec spec, SeedSpec seed, CancellationToken ct) => warehouse.Candidates.LoadSeedAsync(spec, seed, ct);

    public Task<ModelBuild> CarryAsync(CandidateSpec spec, string model, CancellationToken ct) => warehouse.Candidates.CarryAsync(spec, model, ct);

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) => warehouse.Candidates.DiscardAsync(runId, attempt, ct);

    public Task<bool> InquireAsync(string release, bool giveUp, CancellationToken ct) => warehouse.Releases.InquireAsync(release, giveUp, ct);

    public Task<ReleaseRow?> HeadAsync(string pipeline, CancellationToken ct) => warehouse.Releases.HeadAsync(pipeline, ct);

    public Task<IReadOnlyList<ReleaseRow>> ListAsync(string? pipeline, CancellationToken ct) => warehouse.Releases.ListAsync(pipeline, ct);

    public Task<PublishOutcome> RevertAsync(RevertSpec spec, CancellationToken ct) => warehouse.Releases.RevertAsync(spec, ct);

    public Task<bool> ResumeAsync(string pipeline, string actor, CancellationToken ct) => warehouse.Releases.ResumeAsync(pipeline, actor, ct);

    public Task<SweepReport> SweepAsync(SweepSpec spec, CancellationToken ct) => warehouse.Releases.SweepAsync(spec, ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
