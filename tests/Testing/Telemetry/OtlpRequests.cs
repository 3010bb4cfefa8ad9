using System.Globalization;

namespace EtlMesh.Testing;

/// <summary>Reads what exporters send: OTLP's ExportTraceServiceRequest and ExportMetricsServiceRequest.</summary>
internal static class OtlpRequests
{
    private const ulong StatusError = 2;

    public static IEnumerable<ReceivedSpan> Spans(ReadOnlyMemory<byte> request) =>
        from resource in new ProtoMessage(request).Messages(1)
        let service = Tags(resource.Messages(1).Single(), 1)["service.name"]
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        let status = span.Messages(15).FirstOrDefault()
        select new ReceivedSpan
        {
            Service = service,
            Scope = scope.Messages(1).Single().Text(1),
            TraceId = span.Hex(1),
            SpanId = span.Hex(2),
            ParentSpanId = span.Hex(4),
            Name = span.Text(5),
            Start = span.Number(7),
            End = span.Number(8),
            Tags = Tags(span, 9),
            Failed = status?.Number(3) == StatusError,
            Status = status?.Text(2) ?? "",
        };

    public static IEnumerable<ReceivedPoint> Points(ReadOnlyMemory<byte> request) =>
        from resource in new ProtoMessage(request).Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from point in Counted(metric).Concat(Distributed(metric))
        select new ReceivedPoint(metric.Text(1), metric.Text(3), point.Tags, point.Sum, point.Count);

    private static IEnumerable<(string Tags, double Sum, ulong Count)> Counted(ProtoMessage metric) =>
        from sum in metric.Messages(7)
        from point in sum.Messages(1)
        select (Joined(Tags(point, 7)), point.Has(6) ? (long)point.Number(6) : point.Double(4), 0UL);

    private static IEnumerable<(string Tags, double Sum, ulong Count)> Distributed(ProtoMessage metric) =>
        from histogram in metric.Messages(9)
        from point in histogram.Messages(1)
        select (Joined(Tags(point, 9)), point.Double(5), point.Number(4));

    private static Dictionary<string, string> Tags(ProtoMessage of, int field) =>
        of.Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Messages(2).Single()), StringComparer.Ordinal);

    private static string Value(ProtoMessage any) => any switch
    {
        _ when any.Has(2) => any.Number(2) == 1 ? "true" : "false",
        _ when any.Has(3) => ((long)any.Number(3)).ToString(CultureInfo.InvariantCulture),
        _ when any.Has(4) => any.Double(4).ToString(CultureInfo.InvariantCulture),
        _ => any.Text(1),
    };

    private static string Joined(Dictionary<string, string> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
}
