using System.Diagnostics;

namespace EtlMesh.Staging;

/// <summary>Every durable effect is an activity: started before it, stopped after it is durable. Tests interrupt a night at these.</summary>
internal static class Effects
{
    /// <summary>A file is open and being written, until it is committed or given up.</summary>
    public const string Write = "staging.write";

    /// <summary>A written file becomes an object.</summary>
    public const string Commit = "staging.commit";

    public static readonly ActivitySource Source = new("EtlMesh.Staging");
}
