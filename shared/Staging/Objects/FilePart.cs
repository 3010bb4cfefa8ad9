namespace EtlMesh.Staging;

/// <summary>A part of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Sha256">In base 64, as S3 has it.</param>
internal sealed record FilePart(int Number, long Offset, long Bytes, string Sha256);
