using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>Brings a slice of files to landing: good records as Parquet, bad ones to quarantine, all of them accounted for.</summary>
internal sealed class SliceLanding(SourceFolder folder, ExtractorOptions options, IObjectStore store)
{
    /// <summary>Smaller slices are read by one thread, so that their rows stay in the order of the files.</summary>
    private const long ForSeveralThreads = 8L * 1024 * 1024;

    public async Task<LandedSlice> LandAsync(SliceRequest request, CancellationToken ct)
    {
        var command = request.Command;
        var execution = Guid.CreateVersion7().ToString("N");
        using var effect = Effects.Source.StartActivity(Effects.Slice)?.SetTag("table", $"{command.Source}.{command.Table}").SetTag("k", command.K);
        var scratch = Path.Combine(AttemptScratch.FolderOf(options.ScratchFolder, AttemptPlace.Of(command)), execution);
        try
        {
            return await LandAsync(request, execution, scratch, ct);
        }
        finally
        {
            AttemptScratch.Remove(scratch, options.ScratchFolder);
        }
    }

    private async Task<LandedSlice> LandAsync(SliceRequest request, string execution, string scratch, CancellationToken ct)
    {
        var command = request.Command;
        var slice = FileSlice.Parse(command.Slice);
        var files = slice.Files;
        var columns = TargetColumn.Of(command.Columns);
        using var engine = new SliceEngine(scratch, options.MemoryLimit);
        var connection = engine.Connection;
        var window = new RowWindow(request.Table, slice.Window, columns, connection, ct);
        var format = files.Count == 0 ? null : FileReadings.Of(request.Table, files, folder, options.Files);
        using var parts = new FileParts(folder, format, files, columns, ct);
        using var quarantine = new QuarantinedRecords(scratch, files);
        IReadOnlyList<FileAccount> accounts = [.. files.Select(file => new FileAccount(file.Name))];
        var reading = new SliceReading(connection, parts, new RecordJudge(columns, format?.NullValues ?? [], window), quarantine, accounts, window, ct);

        var key = LandingLayout.Slice(AttemptPlace.Of(command), command.Source, command.Table, command.K, execution);
        await using var target = await store.CreateAsync(key, ct);
        var written = await reading.WriteAsync(columns, files.Sum(file => file.Bytes) < ForSeveralThreads ? 1 : Environment.ProcessorCount, target);
        Verify(files, accounts);
        RequireWritten(key, written, reading.Tallies.Sum(tally => tally.Rows));

        var read = accounts.Sum(account => account.Read);
        var quarantined = accounts.Sum(account => account.Quarantined);
        if (read == 0 && command.N == 1 && !request.Table.AllowEmpty)
            throw new TerminalEtlException($"Extracting {command.Source}.{command.Table}: its {files.Count} files hold no record; deliver them, or set `allow_empty: true` in the pipeline file.");
        if (command.N == 1 && !request.Table.MaxQuarantined.Allows(quarantined, read)) // of several slices, the loader judges the whole
            throw quarantine.TooMany(request, connection, quarantined, read, ct);

        var aside = quarantined > 0 ? await QuarantineAsync(quarantine, connection, command, execution, quarantined, ct) : null;
        var stored = await target.CommitAsync(ct);
        IReadOnlyList<DuckDbColumn> shape = [.. columns.Select(column => column.Column)];
        return new LandedSlice
        {
            K = command.K,
            Object = key,
            Rows = written,
            Bytes = stored.Bytes,
            Sha256 = stored.Sha256,
            RowsRead = read,
            RowsQuarantined = quarantined,
            RowsSkipped = accounts.Sum(account => account.Skipped),
            Quarantine = aside,
            Sums = StreamTally.Sums(connection, shape, reading.Tallies, ct),
            Hi = window.Watermark is { } watermark ? StreamTally.Greatest(connection, shape[watermark], reading.Tallies, ct) : null,
        };
    }

    /// <summary>A file that changed under the reader is no reason to blame its content.</summary>
    private void Verify(IReadOnlyList<SourceFile> files, IReadOnlyList<FileAccount> accounts)
    {
        foreach (var file in files)
            folder.Verify(file);
        foreach (var account in accounts)
            account.Verify();
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
