using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>An engine that reads Parquet as a stream, a row group at a time.</summary>
internal sealed class ParquetEngine : IDisposable
{
    private readonly DuckDbDatabase database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { MemoryLimit = "512MB" });

    public ParquetEngine()
    {
        Connection = database.Connect();
        Connection.Execute("SET TimeZone = 'UTC'; SET threads = 1");
    }

    public DuckDbConnection Connection { get; }

    /// <summary>A file's columns.</summary>
    public IReadOnlyList<DuckDbColumn> Shape(LocalFile file, CancellationToken ct) => Run(file, () =>
    {
        using var shape = Connection.Query($"select * from {Staging.Parquet.Relation([file.Path])} limit 0", ct);
        return shape.Columns;
    });

    /// <summary>A file's records, as its footer says.</summary>
    public long Count(LocalFile file, CancellationToken ct) => Run(file, () => Connection.Scalar<long>($"select sum(num_rows)::bigint from parquet_file_metadata({Sql.Literal(file.Path)})", ct));

    /// <exception cref="TerminalEtlException">The file is no whole Parquet.</exception>
    public static T Run<T>(LocalFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDbException e)
        {
            throw new TerminalEtlException($"Reading {file.Name}: it is no whole Parquet file ({e.Message.ReplaceLineEndings(" ").Replace(file.Path, file.Name, StringComparison.Ordinal)}); ask for the file again.", e);
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        database.Dispose();
    }
}
