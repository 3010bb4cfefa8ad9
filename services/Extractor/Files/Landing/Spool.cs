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

    public Spool(string spillFolder, string memoryLimit, IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> nullValues)
    {
        (Columns, Sql) = (columns, new SpoolSql(columns, nullValues));
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
        var bad = Connection.Scalar<long>($"SELECT count(*) FROM {SpoolSql.Table} WHERE file = {index} AND reason IS NOT NULL", ct);
        return new FileAccount(file, read, total - bad, bad);
    }

    /// <summary>Takes a relation of texts when every record fits and there are as many as were counted; otherwise nothing of it.</summary>
    public bool TryTake(string relation, int index, long read, CancellationToken ct)
    {
        using var transaction = Connection.Begin();
        try
        {
            if (Connection.Execute(Sql.FromTexts(index, relation), ct) != read)
                return false;
        }
        catch (DuckDbException e) when (e.Kind is not (DuckDbErrorKind.OutOfMemory or DuckDbErrorKind.Fatal or DuckDbErrorKind.Internal))
        {
            return false; // the record reader says what is wrong, and with which record
        }

        transaction.Commit();
        return true;
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
