using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Loader;

/// <summary>Fills a new segment from a table's slices in landing, and holds it against what the source's stream contained.</summary>
public sealed class TableLoader(IObjectStore store, IWarehouses warehouses, BundleStore bundles, QuarantineLimit quarantine)
{
    /// <returns>The segment, and the table's counts.</returns>
    /// <exception cref="TerminalEtlException">A landing file is missing or changed, or counts or sums differ; the message names it.</exception>
    public async Task<(SegmentRef Segment, TableCounts Counts)> LoadAsync(LoadTable command, CancellationToken ct)
    {
        Reconciliation.OfSlices(command);
        await quarantine.RequireAsync(command, ct);
        var landed = LandedSums.Combine(command, ct);
        var hi = await HiAsync(command, ct);
        var manifest = await SaveManifestAsync(command, landed, hi, ct);
        var load = await FillAsync(command, manifest, hi, landed, ct);

        return (load.Segment, new TableCounts
        {
            RowsRead = command.Slices.Sum(slice => slice.RowsRead),
            RowsQuarantined = command.Slices.Sum(slice => slice.RowsQuarantined),
            RowsLoaded = load.Rows,
            RowsSkipped = Skipped(command),
        });
    }

    private async Task<SegmentLoad> FillAsync(LoadTable command, string manifest, string? hi, IReadOnlyList<ColumnSum> sums, CancellationToken ct)
    {
        var spec = new SegmentSpec
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            Source = command.Source,
            Table = command.Table,
            Uid = command.SegmentUid,
            Columns = command.Columns,
            Hi = hi,
            Full = command.Full,
            Window = command.Window,
            Manifest = manifest,
            Bytes = command.Slices.Sum(slice => slice.Bytes),
        };
        var warehouse = await warehouses.OfAsync(command, ct);
        foreach (var slice in command.Slices.Where(slice => slice.Quarantine is not null))
            await warehouse.Segments.QuarantineAsync(spec, new LandedObject(store, slice.Quarantine!, null, null), ct);
        var load = await warehouse.Segments.LoadAsync(
            spec, [.. command.Slices.OrderBy(slice => slice.K).Select(slice => new LandedObject(store, slice.Object, slice.Bytes, slice.Sha256) { Slice = slice })], ct);
        if (Reconciliation.OfSegment(command, sums, load.Rows, load.Sums) is not { } differs)
            return load;
        throw await LandingReread.FaultAsync(command, store, ct) ?? differs;
    }

    private async Task<string> SaveManifestAsync(LoadTable command, IReadOnlyList<ColumnSum> landed, string? hi, CancellationToken ct)
    {
        var key = LandingLayout.Manifest(AttemptPlace.Of(command), command.Source, command.Table);
        var manifest = new Manifest
        {
            Pipeline = command.Pipeline,
            RunId = command.RunId,
            Attempt = command.Attempt,
            Source = command.Source,
            Table = command.Table,
            Window = new ManifestWindow(command.Window?.Lo, hi, command.Window?.Until),
            RowsRead = command.Slices.Sum(slice => slice.RowsRead),
            RowsQuarantined = command.Slices.Sum(slice => slice.RowsQuarantined),
            RowsSkipped = Skipped(command),
            Columns = [.. command.Columns.Select(column => new ManifestColumn(column.Name, column.Type, column.Nullable))],
            Slices = [.. command.Slices.Select(slice => new ManifestSlice(slice.K, command.Slices.Count, slice.Object, slice.Rows, slice.Bytes, slice.Sha256))],
            Sums = landed.ToDictionary(sum => sum.Column, sum => new ManifestSum(sum.Nulls, sum.Sum, sum.Min, sum.Max)),
        };
        await manifest.SaveAsync(store, key, ct);
        return key;
    }

    private static long Skipped(LoadTable command) => command.Slices.Sum(slice => slice.RowsSkipped);

    /// <summary>The greatest watermark of the slices, compared as values of the column's type.</summary>
    private async Task<string?> HiAsync(LoadTable command, CancellationToken ct)
    {
        if (command.Slices.Count(slice => slice.Hi is not null) < 2)
            return command.Slices.Select(slice => slice.Hi).FirstOrDefault(hi => hi is not null);

        var watermark = (await bundles.OpenAsync(command, ct)).Definition.Find(command.Source, command.Table).Table.Watermark;
        var column = command.Columns.Single(column => column.Name.Equals(watermark, StringComparison.OrdinalIgnoreCase));
        return LandedSums.Greatest(column.Type, command.Slices.Select(slice => slice.Hi), ct);
    }
}
