namespace EtlMesh.Extractor.HttpApi;

/// <summary>A page's body, in a file.</summary>
/// <param name="Path">The file; empty when there was no body.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest, lowercase hex.</param>
/// <param name="NextLink">What the header <c>Link</c> names as the next page; null without one.</param>
internal sealed record ApiAnswer(string Path, long Bytes, string Sha256, string? NextLink);
