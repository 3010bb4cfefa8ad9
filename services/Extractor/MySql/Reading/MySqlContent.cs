using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;

namespace EtlMesh.Extractor.MySql;

/// <summary>The rows of a slice, read by as many threads as there are connections.</summary>
internal sealed class MySqlContent(MySqlTable table, MySqlSlice slice, SliceConnections connections, Func<SourcePace?> pace, SliceSetting setting) : ISliceContent
{
    private readonly ReadPlan plan = new(table, slice, setting.Columns, setting.Window.Watermark);
    private readonly ConcurrentQueue<KeyRange> ranges = new(slice.Ranges);
    private long read;
    private long loaded;
    private long quarantined;
    private long skipped;
    private long lines;

    public string Name => $"table {table}";

    public int Threads => connections.Count;

    public long Read => Interlocked.Read(ref read);

    public long Quarantined => Interlocked.Read(ref quarantined);

    public long Skipped => Interlocked.Read(ref skipped);

    public SliceSetting Setting => setting;

    public ISliceReader Open() => new MySqlReader(this, connections.Take(), new RowWriter(table, plan, setting), pace());

    /// <summary>The next range that nobody reads; null when there is none.</summary>
    public MySqlRows? Next(MySqlConnection connection) =>
        ranges.TryDequeue(out var range) ? connection.Read(plan.Select(range), setting.Cancellation) : null;

    /// <summary>A number for a bad row: rows of a table have no lines.</summary>
    public long NextLine() => Interlocked.Increment(ref lines);

    /// <param name="rows">That the library has counted on the wire.</param>
    /// <param name="loadedRows">That the reader has filled in.</param>
    /// <param name="quarantinedRows">That it has put aside.</param>
    /// <param name="skippedRows">That it has passed over.</param>
    public void Add(long rows, long loadedRows, long quarantinedRows, long skippedRows)
    {
        Interlocked.Add(ref read, rows);
        Interlocked.Add(ref loaded, loadedRows);
        Interlocked.Add(ref quarantined, quarantinedRows);
        Interlocked.Add(ref skipped, skippedRows);
    }

    public void Verify()
    {
        if (Interlocked.Read(ref loaded) + Quarantined + Skipped != Read || !ranges.IsEmpty)
        {
            throw new TerminalEtlException(
                $"Reading {table}: {Read} rows came from the server, but {Interlocked.Read(ref loaded)} were loaded, {Quarantined} quarantined and {Skipped} are outside of the window, and {ranges.Count} ranges were not read; nothing is kept. Run the date again.");
        }
    }

    public void Dispose() => connections.Dispose();
}
