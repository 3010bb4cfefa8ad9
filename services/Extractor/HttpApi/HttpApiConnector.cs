using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>Tables as answers of an API: JSON, JSON lines, CSV or Parquet, page by page.</summary>
/// <param name="options">Scratch folder and limits.</param>
/// <param name="time">Waits, where a source asks for that.</param>
/// <param name="variable">The environment, where secrets are.</param>
public sealed class HttpApiConnector(ExtractorOptions options, TimeProvider time, Func<string, string?> variable) : ISourceConnector, IDisposable
{
    private readonly ApiClient client = new(options.HttpApi, time);
    private readonly ConcurrentDictionary<string, RequestPace> paces = new(StringComparer.Ordinal);

    public async Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct)
    {
        var (missing, seen) = (new List<string>(), new List<string>());
        foreach (var table in source.Definition.Tables)
        {
            var api = Table(source, table, null, []);
            var failure = await api.ProbeAsync(ct);
            if (failure is { MayPass: false })
                throw new TerminalEtlException($"Looking at {source.Definition.Name}.{table.Name}, {api.Name}: {failure.Reason} {failure.Remedy}");
            if (failure is null)
                seen.Add($"{source.Definition.Name}.{table.Name}: {api.Name} answers");
            else
                missing.Add($"{source.Definition.Name}.{table.Name}: {api.Name}: {failure.Reason}");
        }

        return missing.Count > 0 ? new ProbeResult(false, missing) : new ProbeResult(true, seen);
    }

    public Task<TablePlanResult> PlanAsync(TableRequest request, CancellationToken ct) => Task.Run(
        () =>
        {
            var table = request.Table;
            var known = table.Columns ?? request.Base.Columns;
            var columns = SchemaContract.Settle(table, request.Base, ColumnSniffer.IsSettled(table, known, hasFiles: true) ? known : Offered(request, known, ct));
            TableColumns.Check(table, columns, options.Limits);
            var reading = WindowPlan.Of(table, columns, request.Base, request.Night, ct);
            return new TablePlanResult([new HttpSlice { Window = reading.Window }.ToJson()], columns, reading);
        },
        ct);

    public Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct)
    {
        var window = HttpSlice.Parse(slice.Command.Slice).Window;
        var api = Table(slice.Source, slice.Table, window, slice.Command.Columns);
        return new SliceLanding(options, store).LandAsync(slice, window, setting => new RecordContent(api.Name, new RecordPlan([api.Name], Parts(api, setting), api.Reading.NullValues, Threads: 1), setting), ct);
    }

    public void Dispose() => client.Dispose();

    private static IEnumerable<RecordPart> Parts(ApiTable api, SliceSetting setting)
    {
        long before = 0;
        foreach (var page in api.Pages(Path.Combine(setting.Scratch, "pages"), setting.Cancellation))
        {
            using var file = page.File;
            foreach (var part in page.File.Source.Bytes == 0 ? [] : api.Reading.Divide(file, 0, setting.Columns, setting.Cancellation))
                yield return FileParts.Held(page.Records is { } count ? part with { Records = new NumberedRecords(part.Records, before), Count = () => count } : part, file);
            before += page.Records ?? 0;
        }
    }

    /// <summary>What the first pages of tonight's window have.</summary>
    private IReadOnlyList<ColumnSpec> Offered(TableRequest request, IReadOnlyList<ColumnSpec>? known, CancellationToken ct)
    {
        using var sample = new SniffedFiles(options);
        var window = known is null ? null : WindowPlan.Of(request.Table, known, request.Base, request.Night, ct).Window;
        var api = Table(request.Source, request.Table, window, known ?? []);
        foreach (var page in api.Pages(sample.Scratch, ct))
        {
            if (page.File.Source.Bytes > 0)
                sample.Add(page.File);
            else
                page.Dispose();
            if (sample.IsEnough)
                break;
        }

        return new ColumnSniffer(request.Table, options).Offered(api.Reading, sample.Files, known, ct);
    }

    private ApiTable Table(SourceRequest source, TableDefinition table, TableWindow? window, IReadOnlyList<ColumnSpec> columns)
    {
        var definition = source.Definition;
        var pace = paces.GetOrAdd($"{definition.Name} {source.Address.Target}", _ => new RequestPace(definition.MaxConnections, definition.RateLimit, time));
        var type = columns.FirstOrDefault(column => column.Name.Equals(table.Watermark, StringComparison.OrdinalIgnoreCase))?.Type;
        return new ApiTable(client, ApiAccess.Of(source, variable, pace), table, WindowParameters.Of(table, window, type), options.Limits);
    }
}
