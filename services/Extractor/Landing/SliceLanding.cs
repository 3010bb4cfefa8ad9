using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>Brings a slice to landing, whatever its source: good rows as Parquet, bad ones to quarantine, all of them accounted for.</summary>
internal sealed class SliceLanding(ExtractorOptions options, IObjectStore store)
{
    /// <param name="request">What was asked.</param>
    /// <param name="window">The rows that are wanted; null for all.</param>
    /// <param name="open">Opens the slice's content.</param>
    /// <param name="ct">Ends it; nothing stays.</param>
    public async Task<LandedSlice> LandAsync(SliceRequest request, TableWindow? window, Func<SliceSetting, ISliceContent> open, CancellationToken ct)
    {
        var command = request.Command;
        var execution = Guid.CreateVersion7().ToString("N");
        using var effect = Effects.Source.StartActivity(Effects.Slice)?.SetTag("table", $"{command.Source}.{command.Table}").SetTag("k", command.K);
        var scratch = Path.Combine(AttemptScratch.FolderOf(options.ScratchFolder, AttemptPlace.Of(command)), execution);
        try
        {
            return await LandAsync(request, window, open, execution, scratch, ct);
        }
        finally
        {
            AttemptScratch.Remove(scratch, options.ScratchFolder);
        }
    }

    private async Task<LandedSlice> LandAsync(
        SliceRequest request, TableWindow? wanted, Func<SliceSetting, ISliceContent> open, string execution, string scratch, CancellationToken ct)
    {
        var command = request.Command;
        var columns = TargetColumn.Of(command.Columns);
        using var engine = new SliceEngine(scratch, options.MemoryLimit);
        var connection = engine.Connection;
        var window = new RowWindow(request.Table, wanted, columns, connection, ct);
        using var quarantine = new QuarantinedRecords(scratch);
        using var content = open(new SliceSetting(request, columns, window, quarantine, scratch, ct));
        var reading = new SliceReading(connection, content, window, ct);

        var key = LandingLayout.Slice(AttemptPlace.Of(command), command.Source, command.Table, command.K, execution);
        await using var target = await store.CreateAsync(key, ct);
        var written = await reading.WriteAsync(columns, target, options.Codec);
        content.Verify();
        RequireWritten(key, written, reading.Tallies.Sum(tally => tally.Rows));
        if (content.Read == 0 && command.N == 1 && wanted?.Lo is null && !request.Table.AllowEmpty)
            throw new TerminalEtlException($"Extracting {command.Source}.{command.Table}: {content.Name} has no record; deliver some, or set `allow_empty: true` in the pipeline file.");
        if (command.N == 1 && !request.Table.MaxQuarantined.Allows(content.Quarantined, content.Read)) // of several slices, the loader judges the whole
            throw quarantine.TooMany(request, connection, content.Quarantined, content.Read, ct);

        var aside = content.Quarantined > 0 ? await QuarantineAsync(quarantine, connection, command, execution, content.Quarantined, ct) : null;
        var stored = await target.CommitAsync(ct);
        IReadOnlyList<DuckDbColumn> shape = [.. columns.Select(column => column.Column)];
        return new LandedSlice
        {
            K = command.K,
            Object = key,
            Rows = written,
            Bytes = stored.Bytes,
            Sha256 = stored.Sha256,
            RowsRead = content.Read,
            RowsQuarantined = content.Quarantined,
            RowsSkipped = content.Skipped,
            Quarantine = aside,
            Sums = StreamTally.Sums(connection, shape, reading.Tallies, ct),
            Hi = window.Watermark is { } watermark ? StreamTally.Greatest(connection, shape[watermark], reading.Tallies, ct) : null,
        };
    }

    private async Task<string> QuarantineAsync(QuarantinedRecords quarantine, DuckDbConnection connection, ExtractSlice command, string execution, long expected, CancellationToken ct)
    {
        var key = LandingLayout.Quarantine(AttemptPlace.Of(command), command.Source, command.Table, command.K, execution);
        using var effect = Effects.Source.StartActivity(Effects.Quarantine)?.SetTag("key", key);
        await using var target = await store.CreateAsync(key, ct);
        RequireWritten(key, await quarantine.WriteAsync(connection, target, ct), expected);
        return (await target.CommitAsync(ct)).Key;
    }

    private static void RequireWritten(string key, long rows, long expected)
    {
        if (rows != expected)
            throw new TerminalEtlException($"Writing {key}: {rows} rows were written, {expected} were to be; nothing is kept. Run the date again.");
    }
}
