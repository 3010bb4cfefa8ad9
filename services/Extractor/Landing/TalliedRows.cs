using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>The rows of a reader on their way to the engine, tallied as they pass.</summary>
internal sealed class TalliedRows(ISliceReader reader, Func<DuckDbChunkWriter, StreamTally> newTally, CancellationToken ct) : IDuckDbTableReader
{
    private StreamTally? tally;

    public int Fill(DuckDbChunkWriter chunk)
    {
        ct.ThrowIfCancellationRequested();
        var rows = reader.Fill(chunk);
        tally ??= newTally(chunk);
        tally.Add(chunk, rows);
        return rows;
    }

    public void Dispose() => reader.Dispose();
}
