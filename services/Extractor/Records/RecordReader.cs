using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;

namespace EtlMesh.Extractor.Records;

/// <summary>One thread's way through the parts of a slice: it fills chunks with the records that are loaded, and puts bad ones aside.</summary>
internal sealed class RecordReader(RecordParts parts, RecordJudge judge, IReadOnlyList<RecordAccount> accounts, QuarantinedRecords quarantine, CancellationToken ct) : ISliceReader
{
    private RecordPart? part;
    private long loaded;
    private long quarantined;
    private long skipped;

    public int Fill(DuckDbChunkWriter chunk)
    {
        var row = 0;
        while (row < chunk.Capacity && (part ??= parts.Next()) is not null)
        {
            ct.ThrowIfCancellationRequested();
            if (!TryFill(chunk, ref row))
                End();
        }

        return row;
    }

    public void Dispose() => part?.Records.Dispose();

    /// <returns>False when the part has no more records.</returns>
    private bool TryFill(DuckDbChunkWriter chunk, ref int row)
    {
        var records = part!.Records;
        // No longer than a chunk without a look at the cancellation, also where nothing is loaded.
        for (var n = 0; n < chunk.Capacity && row < chunk.Capacity; n++)
        {
            if (!records.Read())
                return false;
            switch (judge.Take(records, chunk, row, out var reason))
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
                    quarantine.Add(part.Object, accounts[part.Object].Name, records.Line, reason!, records.Raw);
                    break;
            }
        }

        return true;
    }

    private void End()
    {
        var account = accounts[part!.Object];
        account.Add(loaded, quarantined, skipped);
        (loaded, quarantined, skipped) = (0, 0, 0);
        part.Ended?.Invoke();
        account.AddRead(part.Count());
        part.Records.Dispose();
        part = null;
    }
}
