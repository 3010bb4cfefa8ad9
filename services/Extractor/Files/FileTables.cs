using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>Tables as files, wherever these lie: one file or a glob for each table.</summary>
/// <param name="options">Scratch folder and limits.</param>
/// <param name="at">Where the files of a source are.</param>
internal sealed class FileTables(ExtractorOptions options, Func<SourceRequest, ISourceFiles> at) : ISourceConnector
{
    /// <summary>Smaller slices are read by one thread, so that their rows stay in the order of the files.</summary>
    private const long ForSeveralThreads = 8L * 1024 * 1024;

    public async Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct)
    {
        var place = at(source);
        var (missing, seen) = (new List<string>(), new List<string>());
        foreach (var table in source.Definition.Tables)
        {
            var files = await place.FindAsync(table, ct);
            if (files.Count == 0 && !table.AllowEmpty)
                missing.Add($"{source.Definition.Name}.{table.Name}: no file {table.Glob} in {place.Place}");
            else
                seen.Add(Evidence($"{source.Definition.Name}.{table.Name}", files));
        }

        return missing.Count > 0 ? new ProbeResult(false, missing) : new ProbeResult(true, seen);
    }

    public Task<TablePlanResult> PlanAsync(TableRequest request, CancellationToken ct) => Task.Run(
        async () =>
        {
            var (place, table) = (at(request.Source), request.Table);
            var files = await place.FindAsync(table, ct);
            if (files.Count == 0 && !table.AllowEmpty)
                throw new TerminalEtlException($"Planning {table.Name}: there is no file {table.Glob} in {place.Place}; deliver it, correct `path:`, or set `allow_empty: true` in the pipeline file.");

            var known = table.Columns ?? request.Base.Columns;
            var offered = await OfferedAsync(place, table, files, ObjectColumns.Without(known), ct);
            var columns = SchemaContract.Settle(table, request.Base, ObjectColumns.AddNamed(table, known, offered));
            TableColumns.Check(table, columns, options.Limits);
            ObjectColumns.Check(table, columns);
            var reading = WindowPlan.Of(table, columns, request.Base, request.Night, ct);
            if (ObjectColumns.IsByObject(table) && reading.Window is { } window)
                files = [.. files.Where(file => IsInside(file, window))];
            return new TablePlanResult([.. SlicePlanner.Plan(files, table.Slices).Select(slice => (slice with { Window = reading.Window }).ToJson())], columns, reading);
        },
        ct);

    public Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct)
    {
        var wanted = FileSlice.Parse(slice.Command.Slice);
        return new SliceLanding(options, store).LandAsync(slice, wanted.Window, setting => Open(wanted.Files, setting), ct);
    }

    private RecordContent Open(IReadOnlyList<SourceFile> files, SliceSetting setting)
    {
        var place = at(setting.Request.Source);
        var reading = files.Count == 0 ? null : FileReadings.Of(setting.Request.Table, files, options.Limits);
        var plan = new RecordPlan(
            [.. files.Select(file => file.Name)],
            reading is null ? [] : new FileParts(place, reading, files, setting).All(),
            reading?.NullValues ?? [],
            files.Sum(file => file.Bytes) < ForSeveralThreads ? 1 : Environment.ProcessorCount,
            () => Verify(place, files));
        return new RecordContent(files.Count == 1 ? $"file {files[0].Name}" : $"all of {files.Count} files", plan, setting);
    }

    private static void Verify(ISourceFiles place, IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
            place.Verify(file);
    }

    /// <summary>What the files have; of copies, as far as they are looked at.</summary>
    private async Task<IReadOnlyList<ColumnSpec>> OfferedAsync(ISourceFiles place, TableDefinition table, IReadOnlyList<SourceFile> files, IReadOnlyList<ColumnSpec>? known, CancellationToken ct)
    {
        if (ColumnSniffer.IsSettled(table, known, files.Count > 0))
            return known;
        using var sample = new SniffedFiles(options);
        foreach (var file in files.TakeWhile(_ => !sample.IsEnough))
            sample.Add(await place.FetchAsync(file, sample.Scratch, ct));
        return new ColumnSniffer(table, options).Offered(FileReadings.Of(table, files, options.Limits), sample.Files, known, ct);
    }

    /// <summary>By the microsecond, as the column's values are.</summary>
    private static bool IsInside(SourceFile file, TableWindow window)
    {
        var modified = file.Modified - (file.Modified % TimeSpan.TicksPerMicrosecond);
        return (window.Lo is null || modified >= Ticks(window.Lo)) && (window.Until is null || modified < Ticks(window.Until));
    }

    private static long Ticks(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks;

    private static string Evidence(string table, IReadOnlyList<SourceFile> files) =>
        files.Count == 0
            ? $"{table}: no file, which it allows"
            : $"{table}: {files.Count} {(files.Count == 1 ? "file" : "files")}, {files.Sum(file => file.Bytes)} bytes, newest {files.MaxBy(file => file.Modified)!.Name}";
}
