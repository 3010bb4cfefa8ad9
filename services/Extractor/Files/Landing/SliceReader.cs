using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>One thread's way through the parts of a slice: it fills chunks with the records that are loaded, and tallies what it filled.</summary>
internal sealed class SliceReader(SliceReading slice) : IDuckDbTableReader
{
    private FilePart? part;
    private StreamTally? tally;
    private long loaded;
    private long quarantined;
    private long skipped;

    public int Fill(DuckDbChunkWriter chunk)
    {
        var row = 0;
        while (row < chunk.Capacity && (part ??= Begin()) is not null)
        {
            slice.Cancellation.ThrowIfCancellationRequested();
            if (!TryFill(chunk, ref row))
                End();
        }

        tally ??= slice.NewTally(chunk);
        tally.Add(chunk, row);
        return row;
    }

    public void Dispose() => part?.Records.Dispose();

    private FilePart? Begin()
    {
        var next = slice.Parts.Next();
        if (next is not null)
            slice.Accounts[next.File].AddRead(next.Count());
        return next;
    }

    /// <returns>False when the part has no more records.</returns>
    private bool TryFill(DuckDbChunkWriter chunk, ref int row)
    {
        var records = part!.Records;
        // No longer than a chunk without a look at the cancellation, also where nothing is loaded.
        for (var n = 0; n < chunk.Capacity && row < chunk.Capacity; n++)
        {
            if (!records.Read())
                return false;
            switch (slice.Judge.Take(records, chunk, row, out var reason))
            {
                case RecordVerdict.Loaded:
                    loaded++;
                    row++;
                    break;
                case RecordVerdict.Skipped:
                    skipped++;
                    break;
                default:
                    quarantined++;
                    slice.Quarantine.Add(part.File, records.Line, reason!, records.Raw);
                    break;
            }
        }

        return true;
    }

    private void End()
    {
        slice.Accounts[part!.File].Add(loaded, quarantined, skipped);
        (loaded, quarantined, skipped) = (0, 0, 0);
        part.Ended?.Invoke();
        part.Records.Dispose();
        part = null;
    }
}
