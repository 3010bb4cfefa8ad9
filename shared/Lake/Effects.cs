using System.Diagnostics;

namespace EtlMesh.Lake;

/// <summary>Durable effects as activities, as everywhere; each file and document is one of Staging's besides.</summary>
internal static class Effects
{
    /// <summary>A release's files and its catalog document are being written; nobody sees them yet.</summary>
    public const string Write = "lake.write";

    /// <summary>Readers are being pointed to another catalog.</summary>
    public const string Head = "lake.head";

    public static readonly ActivitySource Source = new("EtlMesh.Lake");
}
