namespace EtlMesh.Nights.Tests.Source;

/// <summary>What a source's files hold.</summary>
internal enum Delivery
{
    /// <summary>One file: each row as it is now, tombstones too.</summary>
    CurrentRows,

    /// <summary>A file a night with what was written since; older files stay.</summary>
    ChangeFiles,
}
