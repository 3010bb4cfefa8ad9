namespace EtlMesh.SqlProject;

/// <summary>What a check came to.</summary>
public enum CheckStatus
{
    Passed,
    Warned,

    /// <summary>Blocks publishing.</summary>
    Failed,
}
