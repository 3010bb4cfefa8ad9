namespace EtlMesh.Pipelines;

/// <summary>What <c>origin.json</c> of a bundle says: where its files came from, so that relative <c>files:</c> addresses keep their meaning.</summary>
/// <param name="Folder">Absolute path of the pipeline's folder.</param>
internal sealed record BundleOrigin(string Folder)
{
    public const string FileName = "origin.json";
}
