using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>A pipeline's releases, its head and its hold, as one transaction sees them.</summary>
internal sealed record Ledger(IReadOnlyList<ReleaseRow> Releases, ReleaseRow? Head, string? HeldBy, string? HeldReason)
{
    public static bool IsPublished(DuckDbConnection connection, Guid runId, int attempt, CancellationToken ct) =>
        connection.Scalar<long>("select count(*) from etl.releases where run_id = ? and attempt = ? and kind <> 'revert'", ct, runId.ToString("D"), attempt) > 0;

    public static Ledger Read(DuckDbConnection connection, string pipeline, CancellationToken ct)
    {
        string? head = null, heldBy = null, reason = null;
        using (var heads = connection.Query("select release, held_by, held_reason from etl.heads where pipeline = ?", ct, pipeline))
        {
            if (heads.Rows().SingleOrDefault() is { } row)
                (head, heldBy, reason) = ((string?)row[0], (string?)row[1], (string?)row[2]);
        }

        var releases = ReleaseRows.Read(connection, pipeline, ct);
        return new Ledger(releases, releases.SingleOrDefault(release => release.Id == head), heldBy, reason);
    }

    /// <summary>The head and what it was built on, back to the first; a revert goes on with its target's past.</summary>
    public IEnumerable<ReleaseRow> InEffect()
    {
        var byId = Releases.ToDictionary(release => release.Id, StringComparer.Ordinal);
        for (var release = Head; release is not null; release = byId.GetValueOrDefault(release.Target ?? release.Parent ?? ""))
            yield return release;
    }

    /// <summary>What the head knows of each table, and what a run read of it when it was published before and still is in effect.</summary>
    public IReadOnlyList<TableBase> Bases(Guid run)
    {
        var before = InEffect().FirstOrDefault(release => release.RunId == run)?.Snapshot;
        return Head is null ? [] :
        [
            .. Head.Snapshot.Tables.Select(table => new TableBase
            {
                Source = table.Source,
                Table = table.Table,
                Hi = table.Hi,
                Columns = table.Columns,
                Key = table.Key,
                Watermark = table.Watermark,
                AsOf = Head.Snapshot.AsOf,
                Window = before?.Find(table.Source, table.Table)?.Segments.LastOrDefault(segment => segment.RunId == run)?.Window,
            }),
        ];
    }
}
