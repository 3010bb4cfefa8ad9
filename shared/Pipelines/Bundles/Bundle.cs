namespace EtlMesh.Pipelines;

/// <summary>A pipeline's files as one deterministic archive, named by its content.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Hash">SHA-256 of <see cref="Zip"/>, lowercase hex.</param>
/// <param name="Zip">The archive, a few megabytes at most.</param>
public sealed record Bundle(string Pipeline, string Hash, byte[] Zip)
{
    public Stream OpenRead() => new MemoryStream(Zip, writable: false);
}
