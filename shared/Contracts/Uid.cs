namespace EtlMesh.Contracts;

/// <summary>Names of things that are made once: segments, candidates, releases, executions.</summary>
public static class Uid
{
    /// <summary>32 characters of [0-9a-f]; later ones sort after earlier ones, to the millisecond.</summary>
    public static string New() => Guid.CreateVersion7().ToString("N");
}
