using EtlMesh.Extractor.HttpApi;
using EtlMesh.Extractor.Objects;
using EtlMesh.Extractor.Records;

using EtlMesh.Staging;

namespace EtlMesh.Extractor;

/// <summary>Where an extractor works and how much it takes.</summary>
public sealed record ExtractorOptions
{
    /// <summary>Folder for what does not fit in memory. What an attempt leaves there is removed with the attempt.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Most memory of the engine for one slice, as DuckDB reads it.</summary>
    public string MemoryLimit { get; init; } = "512MB";

    /// <summary>Of what is landed; the warehouse that loads it must know it.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Zstd;

    /// <summary>Slices that one process works on at a time.</summary>
    public int Concurrency { get; init; } = 2;

    public RecordLimits Limits { get; init; } = new();

    /// <summary>How the buckets of sources are spoken to.</summary>
    public ObjectsOptions Objects { get; init; } = ObjectsOptions.FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>How the APIs of sources are called.</summary>
    public HttpApiOptions HttpApi { get; init; } = new();
}
