namespace EtlMesh.Extractor.Files;

/// <summary>Whole records of a file, in a rented buffer that goes back when they are read.</summary>
/// <param name="Buffer">Rented.</param>
/// <param name="Length">Bytes that belong to the records.</param>
/// <param name="Line">Physical line on which the first one begins, from 1.</param>
/// <param name="Records">How many there are by the count of the bytes, without the header.</param>
/// <param name="HasHeader">No record comes before: the first one is the header, where files have one.</param>
internal sealed record CsvBlock(byte[] Buffer, int Length, long Line, long Records, bool HasHeader);
