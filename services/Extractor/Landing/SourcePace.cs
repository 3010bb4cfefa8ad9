using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Landing;

/// <summary>Holds a connection to its share of a source's <c>rate_limit</c>, in bytes a second.</summary>
internal sealed class SourcePace(double bytesPerSecond, TimeProvider time)
{
    /// <summary>What a connection that stood still may make up for: more would be a burst.</summary>
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(1);

    private readonly long begun = time.GetTimestamp();
    private TimeSpan due;

    /// <summary>One for a connection: each has its share, so that all processes together stay below the limit. Null without a limit.</summary>
    /// <exception cref="TerminalEtlException">The limit counts requests.</exception>
    public static SourcePace? Of(SourceDefinition source, TimeProvider time) => source.RateLimit switch
    {
        null => null,
        { Unit: RateUnit.Requests } rate => throw new TerminalEtlException($"Connecting to source {source.Name}: its `rate_limit: {rate}` counts requests, and a database's counts bytes, as in `50MB/s`. Correct it in the pipeline file."),
        { } rate => new SourcePace((double)rate.PerSecond / source.MaxConnections, time),
    };

    /// <summary>Waits as long as what was taken so far is ahead of its time.</summary>
    public void Take(long bytes, CancellationToken ct)
    {
        var now = time.GetElapsedTime(begun);
        due = (due > now - Saved ? due : now - Saved) + TimeSpan.FromSeconds(bytes / bytesPerSecond);
        if (due > now)
            Task.Delay(due - now, time, ct).GetAwaiter().GetResult();
    }
}
