namespace EtlMesh.Extractor.Records;

/// <summary>The parts of a slice, in order, given to whichever thread asks.</summary>
internal sealed class RecordParts(IEnumerable<RecordPart> all) : IDisposable
{
    private readonly Lock gate = new();
    private readonly IEnumerator<RecordPart> parts = all.GetEnumerator();

    /// <returns>Null when there are no more.</returns>
    public RecordPart? Next()
    {
        lock (gate)
            return parts.MoveNext() ? parts.Current : null;
    }

    /// <summary>Closes the object that is being divided.</summary>
    public void Dispose()
    {
        lock (gate)
            parts.Dispose();
    }
}
