using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="IReleases"/>
internal sealed class Releases(Engine engine) : IReleases
{
    public Task<PublishOutcome> PublishAsync(ReleaseSpec spec, CancellationToken ct) =>
        engine.RunAloneAsync($"publishing release {spec.Release} of {spec.Pipeline}", connection => Publishing.Publish(connection, spec, engine.Now, ct), ct);

    public Task<bool> InquireAsync(string release, bool giveUp, CancellationToken ct) =>
        engine.RunAloneAsync($"asking for release {release}", connection =>
        {
            using var transaction = connection.Begin();
            var published = connection.Scalar<long>("select count(*) from etl.releases where id = ?", ct, release) > 0;
            if (!published && giveUp)
                connection.Execute("insert into etl.forbidden_releases values (?, ?) on conflict do nothing", ct, release, engine.Now);
            transaction.Commit();
            return published;
        }, ct);

    public Task<ReleaseRow?> HeadAsync(string pipeline, CancellationToken ct) =>
        engine.RunAsync($"reading the head of {pipeline}", connection =>
        {
            using var transaction = connection.Begin();
            return Ledgers.Read(connection, pipeline, ct).Head;
        }, ct);

    public Task<IReadOnlyList<ReleaseRow>> ListAsync(string? pipeline, CancellationToken ct) =>
        engine.RunAsync("listing releases", connection => ReleaseRows.Read(connection, pipeline, ct), ct);

    public Task<PublishOutcome> RevertAsync(RevertSpec spec, CancellationToken ct) =>
        engine.RunAloneAsync($"reverting {spec.Pipeline} to release {spec.Target}", connection => Publishing.Revert(connection, spec, engine.Now, ct), ct);

    public Task<bool> ResumeAsync(string pipeline, string actor, CancellationToken ct) =>
        engine.RunAloneAsync($"resuming {pipeline}", connection =>
        {
            using var transaction = connection.Begin();
            var resumed = connection.Execute("update etl.heads set held_by = null, held_reason = null where pipeline = ? and held_by is not null", ct, pipeline) > 0;
            if (resumed)
                Audit.Write(connection, engine.Now, null, null, StageNames.Publish, "release.resume", pipeline, actor: actor);
            transaction.Commit();
            return resumed;
        }, ct);

    public Task<SweepReport> SweepAsync(SweepSpec spec, CancellationToken ct) =>
        engine.RunAloneAsync($"sweeping {spec.Pipeline}", connection => Sweeping.Sweep(connection, spec, engine.Now, ct), ct);
}
