using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>The one compare-and-set, and what follows it in its transaction: a decision like any other, alone while it lasts.</summary>
internal sealed class Publishing(Engine engine)
{
    /// <summary>How often it may wait in vain for readers of the views.</summary>
    private const int Tries = 5;

    public async Task<PublishOutcome> RunAsync(Proposal proposal, string doing, CancellationToken ct)
    {
        Ledger? ledger = null;
        try
        {
            return await engine.DecideAsync(doing, async session =>
            {
                var decision = await proposal.Decide(session, ct);
                ledger = decision.Ledger;
                return decision.Outcome ?? await MoveAsync(session, decision, proposal, ct);
            }, ct, busy: Tries);
        }
        catch (TerminalEtlException e) when (ledger is not null && e.InnerException is PostgresException { SqlState: PostgresErrorCodes.DependentObjectsStillExist } server)
        {
            return PublishRules.Refused(ledger, $"{server.MessageText}: {server.Detail} EtlMesh did not make what depends on it: drop that, publish, and make it again.");
        }
    }

    private static async Task<PublishOutcome> MoveAsync(Session session, Decision decision, Proposal proposal, CancellationToken ct)
    {
        using var effect = Effects.Start("release.publish", decision.Release.RunId, decision.Release.Attempt, proposal.Release);
        var views = await ViewPlan.OfAsync(session, decision, ct);
        if (views.Refused is { } reason)
            return PublishRules.Refused(decision.Ledger, reason);
        await HeadMove.EnsureAsync(session, proposal.Pipeline, ct);
        if (!await HeadMove.SetAsync(session, decision, proposal, ct))
            return new PublishOutcome(PublishState.StaleBase, decision.Ledger.Head?.Id);
        foreach (var change in views.Changes)
            await session.ExecuteAsync(change, ct);
        await session.CommitAsync(ct, "release.commit");
        return new PublishOutcome(PublishState.Published, decision.Release.Id);
    }
}
