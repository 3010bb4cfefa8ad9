using System.Diagnostics;

namespace EtlMesh.Extractor;

/// <summary>Every durable effect is an activity: started before it, stopped after it is durable. Tests interrupt a night at these.</summary>
internal static class Effects
{
    /// <summary>A run's sources are asked whether they are ready.</summary>
    public const string Probe = "source.probe";

    /// <summary>A slice is read and written to landing.</summary>
    public const string Slice = "extract.slice";

    /// <summary>A slice's bad records are written aside.</summary>
    public const string Quarantine = "quarantine.write";

    public static readonly ActivitySource Source = new("EtlMesh.Extractor");
}
