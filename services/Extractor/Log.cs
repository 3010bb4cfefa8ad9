using Microsoft.Extensions.Logging;

namespace EtlMesh.Extractor;

/// <summary>Log events 2000 to 2099: ids and counts, never rows or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "Sources are ready: {Evidence}")]
    public static partial void SourcesReady(this ILogger logger, string evidence);

    [LoggerMessage(2001, LogLevel.Information, "Sources are not ready: {Reason}")]
    public static partial void SourcesNotReady(this ILogger logger, string reason);

    [LoggerMessage(2002, LogLevel.Information, "{Source}.{Table} is planned in {Slices} slices of {Columns} columns")]
    public static partial void TablePlanned(this ILogger logger, string source, string table, int slices, int columns);

    [LoggerMessage(2003, LogLevel.Information, "{Source}.{Table} slice {K} of {N}: {Read} read, {Quarantined} quarantined, {Bytes} bytes landed")]
    public static partial void SliceExtracted(this ILogger logger, string source, string table, int k, int n, long read, long quarantined, long bytes);
}
