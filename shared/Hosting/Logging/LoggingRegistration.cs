using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace EtlMesh.Hosting;

/// <summary>Logs by Serilog on standard error: text for a person at a terminal, JSON for everything else.</summary>
public static class LoggingRegistration
{
    private const string Text = "{Timestamp:HH:mm:ss} {Level:u3} {Pipeline} {RunId} #{Attempt} {Stage} {Message:lj}{NewLine}{Exception}";

    /// <param name="services">The host's services.</param>
    /// <param name="terminal">Whether standard error is a terminal.</param>
    /// <param name="level">The least level that is written.</param>
    public static IServiceCollection AddEtlMeshLogging(this IServiceCollection services, bool terminal, LogEventLevel level)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("MassTransit", Above(level))
            .MinimumLevel.Override("Microsoft", Above(level))
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal) // whoever asks gets the answer
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LogEventLevel.Fatal) // what fails is thrown as well
            .Enrich.FromLogContext();
        configuration = terminal
            ? configuration.WriteTo.Console(outputTemplate: Text, standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            : configuration.WriteTo.Console(new JsonFormatter(renderMessage: true), standardErrorFromLevel: LogEventLevel.Verbose);
        return services.AddLogging(logging => logging.ClearProviders().AddSerilog(configuration.CreateLogger(), dispose: true));
    }

    /// <summary>The bus tells of its own workings only where it is worth a person's eye.</summary>
    private static LogEventLevel Above(LogEventLevel level) => level < LogEventLevel.Warning ? LogEventLevel.Warning : level;
}
