using System.Text;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;
using EtlMesh.PostgresCopy;

namespace EtlMesh.Extractor.Postgres;

/// <summary>One thread's way through the ranges of a slice: from the wire straight into chunks.</summary>
/// <param name="content">The slice.</param>
/// <param name="transaction">The thread's own; null for one too many, which reads nothing.</param>
/// <param name="pace">Holds the connection to its share of the load; null for none.</param>
internal sealed class PostgresReader(PostgresContent content, SourceTransaction? transaction, SourcePace? pace) : ISliceReader, ICopyJudge
{
    /// <summary>Characters of a misfit that are shown.</summary>
    private const int Shown = 100;

    private readonly RowWindow window = content.Setting.Window;
    private readonly int watermark = content.Setting.Window.Watermark ?? -1;
    private PostgresCopyReader? rows;
    private long paced;
    private long loaded;
    private long quarantined;
    private long skipped;

    public int Fill(DuckDbChunkWriter chunk)
    {
        if (transaction is null)
            return 0;
        while ((rows ??= content.Next(transaction.Connection, this)) is { } range)
        {
            var filled = range.Fill(chunk);
            pace?.Take(range.Bytes - paced, content.Setting.Cancellation);
            paced = range.Bytes;
            loaded += filled;
            if (filled > 0)
                return filled;
            content.Add(range.Read, loaded, quarantined, skipped);
            (loaded, quarantined, skipped, paced) = (0, 0, 0, 0);
            range.Dispose();
            rows = null;
        }

        return 0;
    }

    public bool Keeps(DuckDbChunkWriter chunk, int row, CopyRow record)
    {
        if (watermark < 0)
            return true;
        if (chunk.Column(watermark).IsNull(row))
        {
            if (window.MissingWatermark is not { } reason)
                return true;
            PutAside(record, reason);
            return false;
        }

        if (!window.IsOutside(chunk.Column(watermark), row))
            return true;
        skipped++;
        return false;
    }

    public void Refused(CopyRow record, int column)
    {
        var target = content.Setting.Columns[column];
        var value = record.Value(column)!;
        PutAside(record, $"column {target.Name}: `{(value.Length > Shown ? value[..Shown] : value)}` is not a {target.Type.Name}");
    }

    public void Dispose() => rows?.Dispose();

    private void PutAside(CopyRow record, string reason)
    {
        quarantined++;
        content.Setting.Quarantine.Add(0, content.Name, content.NextLine(), reason, Encoding.UTF8.GetBytes(record.ToString()));
    }
}
