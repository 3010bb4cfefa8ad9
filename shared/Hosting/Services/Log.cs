using Microsoft.Extensions.Logging;

namespace EtlMesh.Hosting;

/// <summary>Log events 7010 to 7019.</summary>
internal static partial class Log
{
    [LoggerMessage(7010, LogLevel.Information, "{Service} has started and listens on {Urls}")]
    public static partial void Started(this ILogger logger, string service, string urls);

    [LoggerMessage(7011, LogLevel.Information, "{Service} has stopped")]
    public static partial void Stopped(this ILogger logger, string service);
}
