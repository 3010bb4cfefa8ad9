using EtlMesh.Contracts;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>Tables as files in a folder: CSV, JSON lines, JSON arrays, each also compressed by gzip, and Parquet.</summary>
public sealed class FilesConnector(ExtractorOptions options) : ISourceConnector
{
    private readonly FileTables tables = new(options, source => new SourceFolder(source.Address.PathFrom(source.OriginFolder), options.Limits));

    public Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct) => tables.ProbeAsync(source, ct);

    public Task<TablePlanResult> PlanAsync(TableRequest table, CancellationToken ct) => tables.PlanAsync(table, ct);

    public Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct) => tables.ExtractAsync(slice, store, ct);
}
