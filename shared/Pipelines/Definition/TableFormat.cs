namespace EtlMesh.Pipelines;

/// <summary>How records are written in a file.</summary>
public enum TableFormat
{
    Csv,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>One document with an array of objects.</summary>
    Json,

    Parquet,
}
