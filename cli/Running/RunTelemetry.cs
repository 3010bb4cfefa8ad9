using EtlMesh.Contracts;
using EtlMesh.Hosting;

namespace EtlMesh.Cli;

/// <summary>Traces and metrics of an embedded run.</summary>
public static class RunTelemetry
{
    /// <returns>Null when the environment names no collector.</returns>
    /// <exception cref="UsageException">A variable's value is wrong; the message names it.</exception>
    public static Telemetry? Start(Shell shell)
    {
        try
        {
            return OtlpSettings.Read("etlmesh", shell.Variable) is { } settings
                ? Telemetry.Start(settings, trouble => shell.Error.WriteLine($"etlmesh: warning: {trouble}"))
                : null;
        }
        catch (TerminalEtlException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
