using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A pipeline's releases, its head and its hold, as one transaction sees them.</summary>
internal sealed record Ledger(IReadOnlyList<ReleaseRow> Releases, ReleaseRow? Head, string? HeldBy, string? HeldReason)
{
    public static Ledger Of(IReadOnlyList<ReleaseRow> releases, string? head, string? heldBy, string? heldReason) =>
        new(releases, releases.SingleOrDefault(release => release.Id == head), heldBy, heldReason);

    /// <summary>The refusal to discard what readers see.</summary>
    public static TerminalEtlException Published(Guid runId, int attempt, string what) => new(
        $"Discarding the {what} of attempt {attempt} of run {runId:D}: the attempt is published, readers see it. Nothing was discarded; revert the release instead.");

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
                Window = before?.Find(table.Source, table.Table) is { } read ? read.Window ?? read.Segments.LastOrDefault(segment => segment.RunId == run)?.Window : null,
            }),
        ];
    }
}
