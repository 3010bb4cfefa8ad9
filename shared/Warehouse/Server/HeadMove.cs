using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>The one compare-and-set, and the rows that tell of it.</summary>
internal static class HeadMove
{
    private const int EdgesAtOnce = 500;

    /// <summary>The pipeline's row of <c>etl.heads</c> is there afterwards.</summary>
    public static async Task EnsureAsync(Session session, string pipeline, CancellationToken ct)
    {
        if (await session.ScalarAsync<long>("select count(*) from etl.heads where pipeline = $1", ct, pipeline) == 0)
            await session.ExecuteAsync("insert into etl.heads (pipeline) values ($1)", ct, pipeline);
    }

    /// <returns>False when the head was another than the release's parent; then nothing was done.</returns>
    public static async Task<bool> SetAsync(Session session, Decision decision, Proposal proposal, CancellationToken ct)
    {
        var (release, revert) = (decision.Release, proposal.Revert);
        var parent = release.Parent is null ? "release is null" : "release = $5";
        if (await session.ExecuteAsync($"update etl.heads set release = $1, held_by = $2, held_reason = $3 where pipeline = $4 and {parent}",
                ct, [release.Id, revert?.Actor, revert?.Reason, release.Pipeline, .. release.Parent is null ? Array.Empty<object?>() : [release.Parent]]) != 1)
            return false;
        await session.ExecuteAsync("insert into etl.releases values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", ct,
            release.Id, release.Parent, release.Pipeline, release.RunId.ToString("D"), release.Attempt, release.Kind,
            Json.Write(release.Snapshot), Json.Write(release.Models), release.Fingerprint, decision.Verdict, release.PublishedAt, release.Target, Json.Write(decision.Readers));
        foreach (var edges in proposal.Lineage.Chunk(EdgesAtOnce))
            await session.ExecuteAsync(
                $"insert into etl.lineage values {string.Join(", ", edges.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"($1, ${(3 * i) + 2}, ${(3 * i) + 3}, ${(3 * i) + 4})")))}",
                ct, [release.Id, .. edges.SelectMany(edge => new object?[] { edge.From, edge.To, edge.Kind })]);
        await Audit.WriteAsync(session, release.PublishedAt, release.RunId, release.Attempt, StageNames.Publish, $"release.{(revert is null ? "publish" : "revert")}",
            PublishRules.Words(release, revert), ct, actor: revert?.Actor ?? Audit.Service);
        return true;
    }
}
