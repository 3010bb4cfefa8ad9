namespace EtlMesh.Extractor.Records;

/// <summary>Records of an object that one thread reads: all of them, or a stretch.</summary>
/// <param name="Object">The object's position in the slice.</param>
/// <param name="Records">What to read; disposed by who reads.</param>
/// <param name="Count">Counts the records from the bytes, independently of the reader; called once, when all is read.</param>
/// <param name="Ended">Called when all is read.</param>
internal sealed record RecordPart(int Object, IRecordSource Records, Func<long> Count, Action? Ended = null);
