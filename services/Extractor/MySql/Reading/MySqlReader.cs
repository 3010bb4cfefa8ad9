using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.MySql;

/// <summary>One thread's way through the ranges of a slice: from the wire straight into chunks.</summary>
/// <param name="content">The slice.</param>
/// <param name="connection">The thread's own; null for one too many, which reads nothing.</param>
/// <param name="writer">Judges the rows.</param>
/// <param name="pace">Holds the connection to its share of the load; null for none.</param>
internal sealed class MySqlReader(MySqlContent content, MySqlConnection? connection, RowWriter writer, SourcePace? pace) : ISliceReader
{
    private MySqlRows? rows;
    private long loaded;
    private long quarantined;
    private long skipped;

    public int Fill(DuckDbChunkWriter chunk)
    {
        if (connection is null)
            return 0;
        var ct = content.Setting.Cancellation;
        return MySqlFaults.Run($"Reading {content.Name}", () => Fill(connection, chunk, ct), ct);
    }

    /// <summary>Whoever waits for a connection need not wait until all is landed.</summary>
    public void Dispose()
    {
        rows?.Dispose();
        connection?.Dispose();
    }

    private int Fill(MySqlConnection source, DuckDbChunkWriter chunk, CancellationToken ct)
    {
        var row = 0;
        long bytes = 0;
        while (row < chunk.Capacity && (rows ??= content.Next(source)) is { } stream)
        {
            if (!stream.Next())
            {
                End(stream);
                continue;
            }

            if (pace is not null)
                bytes += stream.Bytes;
            switch (writer.Take(stream, chunk, row, out var reason))
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
                    content.Setting.Quarantine.Add(0, content.Name, content.NextLine(), reason!, writer.TextOf(stream));
                    break;
            }
        }

        pace?.Take(bytes, ct);
        return row;
    }

    private void End(MySqlRows stream)
    {
        content.Add(stream.Count, loaded, quarantined, skipped);
        (loaded, quarantined, skipped) = (0, 0, 0);
        stream.Dispose();
        rows = null;
    }
}
