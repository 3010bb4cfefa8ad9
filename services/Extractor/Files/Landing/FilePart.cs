namespace EtlMesh.Extractor.Files;

/// <summary>Records of a file that one thread reads: all of them, or a stretch.</summary>
/// <param name="File">The file's position in the slice.</param>
/// <param name="Records">What to read; disposed by who reads.</param>
/// <param name="Count">Counts the records from the bytes, independently of the reader; called once, by who reads.</param>
/// <param name="Ended">Called when all is read.</param>
internal sealed record FilePart(int File, IRecordSource Records, Func<long> Count, Action? Ended = null);
