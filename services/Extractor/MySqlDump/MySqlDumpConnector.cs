using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Objects;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Tables in a dump that mysqldump or mariadb-dump wrote, read without a server: plain or gzip, one file or several, local or on S3.</summary>
public sealed class MySqlDumpConnector(ExtractorOptions options, TimeProvider time) : ISourceConnector, IDisposable
{
    private const string OnS3 = "s3://";

    private readonly DumpReadings readings = new(options, time);
    private readonly BucketClient client = new(options.Objects, time);

    public async Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct)
    {
        var place = PlaceOf(source);
        var files = await place.FindAsync(ct);
        return files.Count == 0
            ? new ProbeResult(false, [$"{source.Definition.Name}: no dump at {place.Name}"])
            : new ProbeResult(true, [$"{source.Definition.Name}: {string.Join(", ", files.Select(file => $"{file.Name} of {file.Bytes} bytes"))}"]);
    }

    public async Task<TablePlanResult> PlanAsync(TableRequest request, CancellationToken ct)
    {
        var table = request.Table;
        var place = PlaceOf(request.Source);
        var files = await place.FindAsync(ct);
        if (files.Count == 0)
            throw new TerminalEtlException($"Planning {table.Name}: there is no dump at {place.Name}; write it, or correct the source's connection in the pipeline file.");

        using var lease = await readings.OpenAsync(place, files, Wanted(request.Source), ct);
        var dumped = lease.Reading.Index.Find(table.RelationName);
        var offered = Columns(lease.Reading.Read(dumped.Definition!.Value), table.Name)
            .Where(column => !column.IsInvisible && (!column.IsGenerated || dumped.Named is null || dumped.Named.Contains(column.Name, StringComparer.OrdinalIgnoreCase)))
            .Select(column => new ColumnSpec { Name = column.Name, Type = column.Type }).ToList();
        var columns = SchemaContract.Settle(table, request.Base, offered);
        _ = TargetColumn.Of(columns);
        var reading = WindowPlan.Of(table, columns, request.Base, request.Night, ct);
        return new TablePlanResult([.. DumpSlicePlanner.Plan(dumped.Rows, table.Slices).Select(rows => Slice(rows).ToJson())], columns, reading);

        DumpSlice Slice(IReadOnlyList<DumpRange> rows) => new() { Files = files, Definition = dumped.Definition.Value, Rows = rows, Window = reading.Window };
    }

    public async Task<LandedSlice> ExtractAsync(SliceRequest request, IObjectStore store, CancellationToken ct)
    {
        var slice = DumpSlice.Parse(request.Command.Slice);
        var place = PlaceOf(request.Source);
        place.Verify(slice.Files);
        // Where files can be read anywhere, another process's pass is as good as one's own.
        using var lease = slice.Rows.Append(slice.Definition).All(range => CanReadAnywhere(place, slice.Files[range.File]))
            ? null
            : await readings.OpenAsync(place, slice.Files, Wanted(request.Source), ct);
        DumpWindow Read(DumpRange range) => lease?.Reading.Read(range) ?? DumpReading.Read(place, slice.Files[range.File], range, options.Limits)!;
        return await new SliceLanding(options, store).LandAsync(request, slice.Window, setting => Open(slice, Read, () => place.Verify(slice.Files), setting), ct);
    }

    public void Dispose() => client.Dispose();

    private RecordContent Open(DumpSlice slice, Func<DumpRange, DumpWindow> read, Action stillThere, SliceSetting setting)
    {
        var table = Columns(read(slice.Definition), setting.Request.Table.Name);
        var parts = slice.Rows.Select(range => new RecordPart(
            range.File, new DumpRecords(read(range), range, table, setting.Columns, setting.Request.Table.InvalidDates), () => range.Rows));
        var plan = new RecordPlan([.. slice.Files.Select(file => file.Name)], parts, [], Threads: 1, stillThere);
        return new RecordContent($"table {setting.Request.Table.Name} of {string.Join(", ", plan.Objects)}", plan, setting);
    }

    private IReadOnlyList<DumpColumn> Columns(DumpWindow window, string table)
    {
        using (window)
        {
            while (window.Fill("CREATE TABLE"))
            {
                // until it is whole
            }

            return TableStatement.Columns(window.Bytes, table, options.Limits.Columns);
        }
    }

    private static bool CanReadAnywhere(IDumpPlace place, DumpObject file)
    {
        using var handle = place.OpenAnywhere(file);
        return handle is not null;
    }

    private static IReadOnlyList<string> Wanted(SourceRequest source) => [.. source.Definition.Tables.Select(table => table.RelationName[(table.RelationName.IndexOf('.', StringComparison.Ordinal) + 1)..])];

    private IDumpPlace PlaceOf(SourceRequest source) => source.Address.Target.StartsWith(OnS3, StringComparison.Ordinal)
        ? new S3Dump(source.Address.Target, client, options)
        : new LocalDump(source.Address.PathFrom(source.OriginFolder), options.Limits);
}
