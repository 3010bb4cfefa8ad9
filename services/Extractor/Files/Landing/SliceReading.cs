using System.Runtime.ExceptionServices;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>The one pass over a slice's files: read by several threads, judged, tallied and written as Parquet on the way.</summary>
internal sealed class SliceReading(
    DuckDbConnection connection, FileParts parts, RecordJudge judge, QuarantinedRecords quarantine, IReadOnlyList<FileAccount> accounts, RowWindow window, CancellationToken ct)
{
    private const string Table = "records";

    private readonly Lock gate = new();
    private readonly List<StreamTally> tallies = [];

    public FileParts Parts => parts;

    public RecordJudge Judge => judge;

    public QuarantinedRecords Quarantine => quarantine;

    public IReadOnlyList<FileAccount> Accounts => accounts;

    public CancellationToken Cancellation => ct;

    /// <summary>What the stream held, by thread.</summary>
    public IReadOnlyList<StreamTally> Tallies => tallies;

    /// <returns>Rows that the engine says it wrote.</returns>
    /// <exception cref="TerminalEtlException">A file cannot be read.</exception>
    public async Task<long> WriteAsync(IReadOnlyList<TargetColumn> columns, int threads, StagedWrite target)
    {
        connection.RegisterTable(Table, [.. columns.Select(column => column.Column)], () => new SliceReader(this), threads);
        try
        {
            return await Parquet.WriteAsync(connection, $"SELECT * FROM {Table}()", target, ct);
        }
        catch (DuckDbException e) when (e.InnerException is TerminalEtlException or TransientEtlException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException); // what a reader says of the source
            throw;
        }
    }

    public StreamTally NewTally(DuckDbChunkWriter chunk)
    {
        var tally = new StreamTally([.. Enumerable.Range(0, chunk.Columns).Select(i => chunk.Column(i).Type)], window.Watermark);
        lock (gate)
            tallies.Add(tally);
        return tally;
    }
}
