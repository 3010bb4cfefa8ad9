namespace EtlMesh.Testing;

/// <summary>A span as it came over the wire: ids in hex, times in nanoseconds since 1970.</summary>
public sealed record ReceivedSpan
{
    public required string Service { get; init; }

    /// <summary>The source's name.</summary>
    public required string Scope { get; init; }

    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    /// <summary>Empty for a root.</summary>
    public required string ParentSpanId { get; init; }

    public required string Name { get; init; }

    public required ulong Start { get; init; }

    public required ulong End { get; init; }

    /// <summary>Attributes as text.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required bool Failed { get; init; }

    /// <summary>Why it failed.</summary>
    public required string Status { get; init; }
}
