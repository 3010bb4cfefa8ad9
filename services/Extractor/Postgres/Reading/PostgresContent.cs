using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>The rows of a slice, read by as many threads as there are transactions.</summary>
internal sealed class PostgresContent : ISliceContent
{
    private readonly ServerRelation relation;
    private readonly PostgresSlice slice;
    private readonly SliceTransactions transactions;
    private readonly Func<SourcePace?> pace;
    private readonly ConcurrentQueue<KeyRange> ranges;
    private readonly string window;
    private long read;
    private long loaded;
    private long quarantined;
    private long skipped;
    private long lines;

    /// <param name="transactions">Stay the caller's.</param>
    /// <param name="pace">For each reader.</param>
    public PostgresContent(ServerRelation relation, PostgresSlice slice, SliceTransactions transactions, Func<SourcePace?> pace, SliceSetting setting)
    {
        (this.relation, this.slice, this.transactions, this.pace, Setting) = (relation, slice, transactions, pace, setting);
        ranges = new(slice.Ranges);
        Columns = ReadPlan.Of(relation, setting.Columns);
        var watermark = setting.Window.Watermark is { } place ? Columns[place] : null;
        window = watermark is null ? "" : WindowSql.Where(slice.Window, relation.Columns.First(column => column.Name == watermark.Name), watermark.Type);
    }

    public SliceSetting Setting { get; }

    public IReadOnlyList<CopyColumn> Columns { get; }

    public string Name => $"table {relation}";

    public int Threads => transactions.Count;

    public long Read => Interlocked.Read(ref read);

    public long Quarantined => Interlocked.Read(ref quarantined);

    public long Skipped => Interlocked.Read(ref skipped);

    public ISliceReader Open() => new PostgresReader(this, transactions.Take(), pace());

    /// <summary>The next range that nobody reads; null when there is none.</summary>
    public PostgresCopyReader? Next(NpgsqlConnection connection, ICopyJudge judge)
    {
        if (!ranges.TryDequeue(out var range))
            return null;
        string[] conditions = [.. new[] { range.Where(slice.Key), window }.Where(condition => condition.Length > 0)];
        var from = relation.Quoted + (conditions.Length > 0 ? $" where {string.Join(" and ", conditions)}" : "");
        return new PostgresCopyReader(connection, CopyColumn.Select(Columns, from), Columns, Name, Setting.Cancellation) { Judge = judge };
    }

    /// <summary>A number for a bad row: rows of a table have no lines.</summary>
    public long NextLine() => Interlocked.Increment(ref lines);

    /// <param name="rows">That were counted in the server's stream.</param>
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
                $"Reading {relation}: {Read} rows came from the server, but {Interlocked.Read(ref loaded)} were loaded, {Quarantined} quarantined and {Skipped} are outside of the window, and {ranges.Count} ranges were not read; nothing is kept. Run the date again.");
        }
    }

    public void Dispose()
    {
        // readers end what they read, and who opened the transactions closes them
    }
}
