namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Holds a dump's reading while it is used.</summary>
/// <param name="reading">The reading.</param>
/// <param name="release">Called once, when it is not used any more.</param>
internal sealed class DumpLease(DumpReading reading, Action release) : IDisposable
{
    private int released;

    public DumpReading Reading => reading;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref released, 1) == 0)
            release();
    }
}
