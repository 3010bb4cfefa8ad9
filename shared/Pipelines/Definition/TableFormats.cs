namespace EtlMesh.Pipelines;

/// <summary>The format that a file's name tells.</summary>
public static class TableFormats
{
    /// <summary>By extension, <c>.gz</c> aside and regardless of case; null when it tells nothing.</summary>
    public static TableFormat? OfFile(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return System.IO.Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => TableFormat.Csv,
            ".jsonl" or ".ndjson" => TableFormat.Jsonl,
            ".json" => TableFormat.Json,
            ".parquet" => TableFormat.Parquet,
            _ => null,
        };
    }
}
