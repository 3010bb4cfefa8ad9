using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The one compare-and-set, and what follows it in its transaction.</summary>
/// <remarks>
/// What is to be done is decided first, without a lock but of one state; then again under the lock of the head's row, for a publisher may have
/// stood still in between. The views' locks come last: readers wait for what is left, and that is a commit.
/// </remarks>
internal sealed class Publishing(Engine engine)
{
    /// <summary>How often readers may be in the way: a minute, about.</summary>
    private const int Tries = 40;

    public async Task<PublishOutcome> RunAsync(Proposal proposal, string doing, CancellationToken ct)
    {
        var first = await engine.ReadAsync(doing, session => ForeseeAsync(session, proposal, ct), ct);
        if (first.Outcome is { } outcome)
            return outcome;
        using var effect = Effects.Start("release.publish", first.Release.RunId, first.Release.Attempt, proposal.Release);
        try
        {
            return await engine.RunAsync(doing, session => MoveAsync(session, proposal, ct), ct, busy: Tries);
        }
        catch (TransientEtlException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            throw new TransientEtlException($"{e.Message} {await HoldersAsync(first, doing, ct)}", e);
        }
        catch (TerminalEtlException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.DependentObjectsStillExist } server)
        {
            return PublishRules.Refused(first.Ledger, $"{server.MessageText}: {server.Detail} EtlMesh did not make what depends on it: drop that, publish, and make it again.");
        }
    }

    private static async Task<Decision> ForeseeAsync(Session session, Proposal proposal, CancellationToken ct)
    {
        var decision = await proposal.Decide(session, ct);
        if (decision.Outcome is not null)
            return decision;
        var views = await ViewPlan.OfAsync(session, decision, ct);
        return views.Refused is { } reason ? decision with { Outcome = PublishRules.Refused(decision.Ledger, reason) } : decision;
    }

    private static async Task<PublishOutcome> MoveAsync(Session session, Proposal proposal, CancellationToken ct)
    {
        // Who stands still with these locks loses them.
        await session.ExecuteAsync("set local lock_timeout = '2s'; set local idle_in_transaction_session_timeout = '20s'", ct);
        await session.LockAsync("release", proposal.Release, ct);
        await session.ExecuteAsync("insert into etl.heads (pipeline) values ($1) on conflict do nothing", ct, proposal.Pipeline);
        await session.ExecuteAsync("select from etl.heads where pipeline = $1 for update", ct, proposal.Pipeline);
        var decision = await proposal.Decide(session, ct);
        if (decision.Outcome is { } outcome)
            return outcome;
        var views = await ViewPlan.OfAsync(session, decision, ct);
        if (views.Refused is { } reason)
            return PublishRules.Refused(decision.Ledger, reason);
        if (!await HeadMove.SetAsync(session, decision, proposal, ct))
            return new PublishOutcome(PublishState.StaleBase, decision.Ledger.Head?.Id);
        await session.ExecuteAsync(views.Sql, ct);
        await session.CommitAsync(ct, "release.commit");
        return new PublishOutcome(PublishState.Published, decision.Release.Id);
    }

    /// <summary>Who keeps the views of the pipeline, in a sentence; empty when nobody does any more.</summary>
    private Task<string> HoldersAsync(Decision decision, string doing, CancellationToken ct) =>
        engine.RunAsync(doing, async session =>
        {
            var views = (decision.Ledger.Head?.Models ?? []).Select(model => PublishedView.Of(decision.Release.Pipeline, model)).ToList();
            var rows = await session.RowsAsync(
                """
                select distinct a.pid, a.usename::text, coalesce(nullif(a.application_name, ''), 'unnamed'), a.state
                from unnest($1::text[], $2::text[]) as wanted(schema, name)
                join pg_namespace n on n.nspname = wanted.schema join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
                join pg_locks l on l.relation = c.oid and l.granted join pg_stat_activity a on a.pid = l.pid
                """, ct, views.Select(view => view.Schema).ToArray(), views.Select(view => view.Name).ToArray());
            return rows.Count == 0 ? "" : $"The published views are in use by {string.Join(", ", rows.Select(row => $"process {row[0]} ({row[1]}, {row[2]}, {row[3]})"))}.";
        }, ct);
}
