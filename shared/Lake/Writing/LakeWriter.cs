using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Lake;

/// <summary>Writes releases: files under names of their own, then the catalog document that names them. Nobody sees them before the head does.</summary>
/// <param name="place">The pipeline's part of the lake.</param>
/// <param name="exports">The warehouse's.</param>
/// <param name="scratch">A folder for files on their way.</param>
/// <param name="time">The clock.</param>
public sealed class LakeWriter(LakePlace place, IExports exports, string scratch, TimeProvider time)
{
    internal FileSizes Sizes { get; init; } = FileSizes.Usual;

    /// <summary>Writes what differs from the parent's catalog. A candidate that has its document is done.</summary>
    /// <exception cref="TerminalEtlException">A model cannot be in the lake as the pipeline file wants it; the message says why.</exception>
    public async Task WriteAsync(LakeRelease release, CancellationToken ct)
    {
        var catalogs = new CatalogStore(place);
        if ((await catalogs.FindAsync(release.Release, ct))?.Candidate == release.Candidate)
            return;
        using var effect = Effects.Source.StartActivity(Effects.Write)?.SetTag("etlmesh.release", release.Release);
        var parent = release.Parent is { } name ? await catalogs.FindAsync(name, ct) : null;
        var uid = Uid.New(); // of this execution: another one, late or at once, writes other files
        var tables = new List<LakeTable>();
        foreach (var table in release.Tables)
            tables.Add(await new TableWriter(place, exports, Path.Combine(scratch, uid), Sizes).WriteAsync(release, table, parent?.Find(table.Model), uid, ct));
        await catalogs.SaveAsync(new LakeCatalog
        {
            Pipeline = release.Pipeline,
            Release = release.Release,
            Parent = parent?.Release,
            Candidate = release.Candidate,
            RunId = release.RunId,
            Attempt = release.Attempt,
            RunDate = release.RunDate,
            WrittenAt = time.GetUtcNow().UtcDateTime,
            Tables = tables,
            Queries = release.Queries,
        }, ct);
    }
}
