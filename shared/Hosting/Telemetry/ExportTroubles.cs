using System.Diagnostics.Tracing;
using System.Globalization;

namespace EtlMesh.Hosting;

/// <summary>Hears what the exporter could not send: it throws nothing and logs to nobody else.</summary>
internal sealed class ExportTroubles : EventListener
{
    private const int Longest = 300;

    private string? first;

    /// <summary>The first trouble, in one line; null when there was none.</summary>
    public string? First => first;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "OpenTelemetry-Exporter-OpenTelemetryProtocol")
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Message is null)
            return;

        var text = string.Format(CultureInfo.InvariantCulture, eventData.Message, [.. eventData.Payload ?? []]);
        var line = text.ReplaceLineEndings("\n").Split('\n')[0];
        Interlocked.CompareExchange(ref first, line.Length > Longest ? line[..Longest] : line, null);
    }
}
