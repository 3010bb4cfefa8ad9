using Microsoft.Extensions.Logging;

namespace EtlMesh.Notifier;

/// <summary>The notifier's log events, 6000 to 6099.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "{Pipeline} for {RunDate:yyyy-MM-dd}: {State} {Reason} report {Report}")]
    public static partial void RunEnded(this ILogger logger, string pipeline, DateOnly runDate, string state, string reason, string report);
}
