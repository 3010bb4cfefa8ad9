namespace EtlMesh.Pipelines;

/// <summary>How the bounds of a window are written into a URL.</summary>
public enum HttpTimeFormat
{
    /// <summary><c>2026-11-20T00:00:00Z</c>, <c>2026-11-20T00:00:00</c> or <c>2026-11-20</c>, by the watermark's type; other types as they are.</summary>
    Iso,

    /// <summary><c>2026-11-20</c>: the day in which the window begins; the day after the one in which it ends.</summary>
    Date,

    /// <summary>Seconds since 1970, UTC.</summary>
    Seconds,

    /// <summary>Milliseconds since 1970, UTC.</summary>
    Millis,
}
