namespace EtlMesh.Pipelines;

/// <summary>What a notification tells of.</summary>
public enum NotifyEvent
{
    Completed,
    Blocked,
    Failed,
    Suspended,
    Cancelled,
}
