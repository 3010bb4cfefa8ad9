namespace EtlMesh.Warehouse;

/// <summary>The life of an attempt, as <c>etl.attempts.state</c> holds it in lower case.</summary>
public enum AttemptState
{
    Active,
    Completed,
    Blocked,
    Failed,
    Cancelled,

    /// <summary>Its process died before the end was recorded.</summary>
    Abandoned,
}
