using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Records;

/// <summary>What became of an object's records, added up by the threads that read it.</summary>
/// <param name="name">The object's name.</param>
internal sealed class RecordAccount(string name)
{
    private long read;
    private long loaded;
    private long quarantined;
    private long skipped;

    public string Name => name;

    /// <summary>Records counted in its bytes, independently of the reader.</summary>
    public long Read => Interlocked.Read(ref read);

    /// <summary>Records that were put aside.</summary>
    public long Quarantined => Interlocked.Read(ref quarantined);

    /// <summary>Records outside of the window.</summary>
    public long Skipped => Interlocked.Read(ref skipped);

    public void AddRead(long records) => Interlocked.Add(ref read, records);

    public void Add(long loadedRecords, long quarantinedRecords, long skippedRecords)
    {
        Interlocked.Add(ref loaded, loadedRecords);
        Interlocked.Add(ref quarantined, quarantinedRecords);
        Interlocked.Add(ref skipped, skippedRecords);
    }

    /// <exception cref="TerminalEtlException">A record is unaccounted for.</exception>
    public void Verify()
    {
        if (Interlocked.Read(ref loaded) + Quarantined + Skipped != Read)
        {
            throw new TerminalEtlException(
                $"Reading {name}: {Read} records were counted in it, but {Interlocked.Read(ref loaded)} were loaded, {Quarantined} quarantined and {Skipped} are outside of the window; nothing is kept. Check that delimiter, quote, header and encoding in the pipeline file are those of the source.");
        }
    }
}
