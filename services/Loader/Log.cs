using Microsoft.Extensions.Logging;

namespace EtlMesh.Loader;

/// <summary>Log events 3000 to 3099: ids and counts, never rows or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{Source}.{Table}: {Rows} rows loaded into segment {Segment}")]
    public static partial void TableLoaded(this ILogger logger, string source, string table, long rows, string segment);
}
