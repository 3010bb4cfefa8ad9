using EtlMesh.Testing;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>What a collector has of one attempt.</summary>
internal sealed class Trace
{
    private Trace(IReadOnlyList<ReceivedSpan> spans) => Spans = spans;

    public IReadOnlyList<ReceivedSpan> Spans { get; }

    public ReceivedSpan Root => Assert.Single(Spans, span => span.ParentSpanId.Length == 0);

    /// <summary>The traces that a collector has, those that began first before.</summary>
    public static IReadOnlyList<Trace> All(OtlpEndpoint collector) =>
        [.. collector.Spans.GroupBy(span => span.TraceId).Select(trace => new Trace([.. trace])).OrderBy(trace => trace.Spans.Min(span => span.Start))];

    /// <summary>The only trace that a collector has.</summary>
    public static Trace Only(OtlpEndpoint collector) => Assert.Single(All(collector));

    public ReceivedSpan Named(string name) => Assert.Single(Spans, span => span.Name == name);

    public IEnumerable<ReceivedSpan> Effects(string name) => Spans.Where(span => span.Name == name || span.Name.StartsWith($"{name} ", StringComparison.Ordinal));

    public ReceivedSpan ParentOf(ReceivedSpan span) => Spans.Single(parent => parent.SpanId == span.ParentSpanId);

    /// <summary>One root, no orphan, no id twice, and nothing before the root.</summary>
    public Trace ExpectWhole()
    {
        var root = Root;
        var ids = Spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Spans.Count, ids.Count);
        Assert.Empty(Spans.Where(span => span != root && !ids.Contains(span.ParentSpanId)).Select(span => span.Name));
        Assert.Empty(Spans.Where(span => span.Start < root.Start || span.End < span.Start).Select(span => span.Name));
        return this;
    }
}
