using EtlMesh.Extractor.Files;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>A page of a table, in a file that goes with its last holder.</summary>
/// <param name="File">The body; without a byte when there was none.</param>
/// <param name="Records">Counted from its bytes; null when that is done while they are read.</param>
/// <param name="Next">The next page; null at the end.</param>
internal sealed record ApiPage(LocalFile File, long? Records, Uri? Next) : IDisposable
{
    public void Dispose() => File.Dispose();
}
