namespace EtlMesh.Pipelines;

/// <summary>How a notification travels.</summary>
public enum NotifyChannel
{
    /// <summary>A line in the service's log.</summary>
    Console,

    /// <summary>JSON by HTTP POST.</summary>
    Webhook,

    /// <summary>An HTML file below <c>reports/</c>.</summary>
    File,
}
