namespace EtlMesh.Extractor.Records;

/// <summary>What a slice of text records is read from.</summary>
/// <param name="Objects">Names of what is read, in order.</param>
/// <param name="Parts">The parts of them, one after the other as they are asked for.</param>
/// <param name="NullValues">Texts that are NULL in columns that are not text.</param>
/// <param name="Threads">Readers at the same time.</param>
/// <param name="StillThere">Called after the last record: throws when an object is not what was planned any more.</param>
internal sealed record RecordPlan(IReadOnlyList<string> Objects, IEnumerable<RecordPart> Parts, IReadOnlyList<string> NullValues, int Threads, Action? StillThere = null);
