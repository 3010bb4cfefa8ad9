namespace EtlMesh.Staging;

/// <summary>How Parquet is compressed: what every reader of landing must know.</summary>
public enum ParquetCodec
{
    Zstd,
    Snappy,
    Gzip,
    Uncompressed,
}
