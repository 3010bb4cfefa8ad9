namespace EtlMesh.Pipelines;

/// <summary>What happens to a night whose due time passed while the scheduler was down.</summary>
public enum MissedNight
{
    /// <summary>It is started late.</summary>
    Start,

    /// <summary>It is reported as missed, and an operator decides.</summary>
    Report,
}
