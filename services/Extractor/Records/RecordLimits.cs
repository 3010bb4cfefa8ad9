namespace EtlMesh.Extractor.Records;

/// <summary>How much of a file is taken on trust. What goes beyond is refused, and the error names the limit.</summary>
public sealed record RecordLimits
{
    /// <summary>Longest record, in bytes of UTF-8. An open quote makes everything behind it one record, so this also bounds memory.</summary>
    public int RecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Longest row of a dump, in bytes of the dump: a field of 16 MB takes up to twice that there.</summary>
    public int RowBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most columns of a table.</summary>
    public int Columns { get; init; } = 4_096;

    /// <summary>Deepest nesting inside a JSON record; a deeper record is quarantined.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Bytes of a gzip file that may come out whatever went in.</summary>
    public long InflatedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Beyond <see cref="InflatedBytes"/>: how many times its size a gzip file may grow.</summary>
    public int InflatedRatio { get; init; } = 200;
}
