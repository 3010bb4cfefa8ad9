using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>Brings a slice of files to landing: good records as Parquet, bad ones to quarantine, all of them accounted for.</summary>
internal sealed class SliceLanding(SourceFolder folder, ExtractorOptions options, IObjectStore store)
{
    public async Task<LandedSlice> LandAsync(SliceRequest request, CancellationToken ct)
    {
        var command = request.Command;
        var execution = Guid.CreateVersion7().ToString("N");
        using var effect = Effects.Source.StartActivity(Effects.Slice)?.SetTag("table", $"{command.Source}.{command.Table}").SetTag("k", command.K);
        var scratch = Path.Combine(AttemptScratch.FolderOf(options.ScratchFolder, command.Pipeline, command.RunDate, command.Attempt), execution);
        try
        {
            var description = FileSlice.Parse(command.Slice);
            var files = description.Files;
            var reading = files.Count == 0 ? null : FileReadings.Of(request.Table, files, folder, options.Files);
            var columns = TargetColumn.Of(command.Columns);
            using var spool = new Spool(scratch, options.MemoryLimit, columns, reading?.NullValues ?? [], new RowWindow(request.Table, description.Window, columns));
            var accounts = await Task.Run(() => files.Select((file, index) => Read(reading!, spool, file, index, ct)).ToList(), ct);

            var read = accounts.Sum(account => account.Read);
            var quarantined = accounts.Sum(account => account.Quarantined);
            if (read == 0 && command.N == 1 && !request.Table.AllowEmpty)
                throw new TerminalEtlException($"Extracting {command.Source}.{command.Table}: its {files.Count} files hold no record; deliver them, or set `allow_empty: true` in the pipeline file.");
            if (command.N == 1 && !request.Table.MaxQuarantined.Allows(quarantined, read)) // of several slices, the loader judges the whole
                throw new QuarantineReport(spool.Connection, files).TooMany(request, quarantined, read, ct);

            var aside = quarantined > 0 ? await QuarantineAsync(spool, command, files, execution, quarantined, ct) : null;
            return await WriteAsync(spool, request, execution, read, quarantined, ct) with { RowsSkipped = accounts.Sum(account => account.Skipped), Quarantine = aside };
        }
        finally
        {
            AttemptScratch.Remove(scratch, options.ScratchFolder);
        }
    }

    private FileAccount Read(IFileReading reading, Spool spool, SourceFile file, int index, CancellationToken ct)
    {
        folder.Verify(file);
        var account = reading.Read(spool, file, index, ct);
        folder.Verify(file); // a file that changed under the reader is no reason to blame its content
        return account.Verified();
    }

    private async Task<string> QuarantineAsync(Spool spool, ExtractSlice command, IReadOnlyList<SourceFile> files, string execution, long expected, CancellationToken ct)
    {
        var key = LandingLayout.Quarantine(command.Pipeline, command.RunDate, command.Attempt, command.Source, command.Table, command.K, execution);
        using var effect = Effects.Source.StartActivity(Effects.Quarantine)?.SetTag("key", key);
        await using var target = await store.CreateAsync(key, ct);
        var rows = await Parquet.WriteAsync(spool.Connection, new QuarantineReport(spool.Connection, files).Select, target, ct);
        RequireWritten(key, rows, expected);
        return (await target.CommitAsync(ct)).Key;
    }

    private async Task<LandedSlice> WriteAsync(Spool spool, SliceRequest request, string execution, long read, long quarantined, CancellationToken ct)
    {
        var command = request.Command;
        var good = spool.Sql.Good();
        var (rows, sums) = await Task.Run(() => ColumnSums.Compute(spool.Connection, $"({good})", ct), ct);
        var hi = request.Table.Watermark is { } watermark
            ? spool.Connection.Scalar<string>($"SELECT max({Sql.Identifier(watermark)})::VARCHAR FROM ({good})", ct)
            : null;

        var key = LandingLayout.Slice(command.Pipeline, command.RunDate, command.Attempt, command.Source, command.Table, command.K, execution);
        await using var target = await store.CreateAsync(key, ct);
        RequireWritten(key, await Parquet.WriteAsync(spool.Connection, good, target, ct), rows);
        var stored = await target.CommitAsync(ct);
        return new LandedSlice
        {
            K = command.K,
            Object = key,
            Rows = rows,
            Bytes = stored.Bytes,
            Sha256 = stored.Sha256,
            RowsRead = read,
            RowsQuarantined = quarantined,
            Sums = sums,
            Hi = hi,
        };
    }

    private static void RequireWritten(string key, long rows, long expected)
    {
        if (rows != expected)
            throw new TerminalEtlException($"Writing {key}: {rows} rows were written, {expected} were to be; nothing is kept. Run the date again.");
    }
}
