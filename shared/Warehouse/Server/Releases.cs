using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <inheritdoc cref="IReleases"/>
/// <param name="engine">The server.</param>
/// <param name="publish">Makes a proposal the head; the second argument says what is being done.</param>
internal sealed class Releases(ServerEngine engine, Func<Proposal, string, CancellationToken, Task<PublishOutcome>> publish) : IReleases
{
    public Task<PublishOutcome> PublishAsync(ReleaseSpec spec, CancellationToken ct) =>
        publish(Proposal.Of(spec, engine), $"publishing release {spec.Release} of {spec.Pipeline}", ct);

    public Task<bool> InquireAsync(string release, bool giveUp, CancellationToken ct) =>
        engine.DecideAsync($"asking for release {release}", async session =>
        {
            // A publish of it that is under way ends first.
            await session.LockAsync("release", release, ct);
            var published = await session.ScalarAsync<long>("select count(*) from etl.releases where id = $1", ct, release) > 0;
            if (!published && giveUp && await session.ScalarAsync<long>("select count(*) from etl.forbidden_releases where id = $1", ct, release) == 0)
                await session.ExecuteAsync("insert into etl.forbidden_releases values ($1, $2)", ct, release, engine.Now);
            await session.CommitAsync(ct);
            return published;
        }, ct);

    public async Task<ReleaseRow?> HeadAsync(string pipeline, CancellationToken ct) =>
        (await engine.ReadAsync($"reading the head of {pipeline}", session => Ledgers.ReadAsync(session, pipeline, ct), ct)).Head;

    public Task<IReadOnlyList<ReleaseRow>> ListAsync(string? pipeline, CancellationToken ct) =>
        engine.RunAsync("listing releases", session => Ledgers.ReleasesAsync(session, pipeline, ct), ct);

    public Task<PublishOutcome> RevertAsync(RevertSpec spec, CancellationToken ct) =>
        publish(Proposal.Of(spec, engine), $"reverting {spec.Pipeline} to release {spec.Target}", ct);

    public Task<bool> ResumeAsync(string pipeline, string actor, CancellationToken ct) =>
        engine.DecideAsync($"resuming {pipeline}", async session =>
        {
            var resumed = await session.ExecuteAsync("update etl.heads set held_by = null, held_reason = null where pipeline = $1 and held_by is not null", ct, pipeline) > 0;
            if (resumed)
                await Audit.WriteAsync(session, engine.Now, null, null, StageNames.Publish, "release.resume", pipeline, ct, actor: actor);
            await session.CommitAsync(ct);
            return resumed;
        }, ct);

    public Task<SweepReport> SweepAsync(SweepSpec spec, CancellationToken ct) => Sweeping.SweepAsync(engine, spec, ct);
}
