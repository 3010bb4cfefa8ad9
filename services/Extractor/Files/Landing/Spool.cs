using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>
/// The records of a slice between file and Parquet: one table of a private in-memory database that spills to a folder past its memory.
/// Rows, sums and quarantine all come from it, so they come from one reading of the source.
/// </summary>
internal sealed class Spool : IDisposable
{
    private readonly DuckDbDatabase database;

    public Spool(string spillFolder, string memoryLimit, IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> nullValues, RowWindow window)
    {
        (Columns, Sql) = (columns, new SpoolSql(columns, nullValues, window));
        database = DuckDbDatabase.Open(":memory:", new DuckDbOptions { MemoryLimit = memoryLimit, TempDirectory = spillFolder });
        Connection = database.Connect();
        Connection.Execute("SET TimeZone = 'UTC'");
        Connection.Execute(Sql.Create());
    }

    public IReadOnlyList<TargetColumn> Columns { get; }

    public DuckDbConnection Connection { get; }

    public SpoolSql Sql { get; }

    /// <summary>Takes good and bad records of a file.</summary>
    public FileAccount Take(Func<IRecordSource> open, string file, int index, long read, CancellationToken ct)
    {
        Connection.RegisterTable("records", RecordTable.Columns(Columns.Count), () => new RecordTable(open(), Columns.Count));
        var total = Run(Sql.FromRecords(index, "records"), ct);
        return Account(file, index, read, total, ct);
    }

    /// <summary>Takes a relation of texts when every record fits and there are as many as were counted; otherwise nothing of it.</summary>
    public FileAccount? TryTake(string relation, string file, int index, long read, CancellationToken ct)
    {
        using var transaction = Connection.Begin();
        try
        {
            if (Connection.Execute(Sql.FromTexts(index, relation), ct) != read)
                return null;
        }
        catch (DuckDbException e) when (e.Kind is not (DuckDbErrorKind.OutOfMemory or DuckDbErrorKind.Fatal or DuckDbErrorKind.Internal))
        {
            return null; // the record reader says what is wrong, and with which record
        }

        transaction.Commit();
        return Account(file, index, read, read, ct);
    }

    private FileAccount Account(string file, int index, long read, long total, CancellationToken ct)
    {
        var bad = Connection.Scalar<long>($"SELECT count(*) FROM {SpoolSql.Table} WHERE file = {index} AND reason IS NOT NULL", ct);
        var outside = Connection.Scalar<long>($"SELECT count(*) FROM {SpoolSql.Table} WHERE file = {index} AND outside", ct);
        return new FileAccount(file, read, total - bad - outside, bad, outside);
    }

    /// <summary>Runs a statement over records; what their reader says of the source is the error.</summary>
    private long Run(string sql, CancellationToken ct)
    {
        try
        {
            return Connection.Execute(sql, ct);
        }
        catch (DuckDbException e) when (e.InnerException is TerminalEtlException or TransientEtlException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        database.Dispose();
    }
}
