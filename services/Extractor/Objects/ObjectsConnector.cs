using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Objects;

/// <summary>Tables as objects of a bucket: CSV, JSON lines, JSON arrays, Parquet; by prefix and glob.</summary>
public sealed class ObjectsConnector : ISourceConnector, IDisposable
{
    private readonly BucketClient client;
    private readonly FileTables tables;

    /// <param name="options">Scratch folder, limits, and how S3 is spoken to.</param>
    /// <param name="time">Waits between tries.</param>
    public ObjectsConnector(ExtractorOptions options, TimeProvider time)
    {
        client = new BucketClient(options.Objects, time);
        tables = new FileTables(options, source => SourceBucket.At(source.Address.Target, client, options));
    }

    public Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct) => tables.ProbeAsync(source, ct);

    public Task<TablePlanResult> PlanAsync(TableRequest table, CancellationToken ct) => tables.PlanAsync(table, ct);

    public Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct) => tables.ExtractAsync(slice, store, ct);

    public void Dispose() => client.Dispose();
}
