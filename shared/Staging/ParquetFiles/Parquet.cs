using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Rows into Parquet and back, with bounded memory: both directions stream through the engine.</summary>
public static class Parquet
{
    // 30 chunks: what a writer keeps in memory for each thread.
    private const int RowGroup = 61_440;

    // Values of a row group beyond which a column is none of few words, and looking for them is over.
    private const int FewWords = 4_000;

    // A tenth larger than by the default level, 3, for two thirds of its time: landing is read once.
    private const int Level = 1;

    /// <summary>Writes a query's rows as Parquet to an object that is not committed yet.</summary>
    /// <param name="select">A query, without its semicolon.</param>
    /// <returns>Rows written.</returns>
    /// <exception cref="DuckDbException">The query failed; disposing the target removes what was written.</exception>
    public static Task<long> WriteAsync(DuckDbConnection connection, string select, StagedWrite target, CancellationToken ct, ParquetCodec codec = ParquetCodec.Zstd) => Task.Run(
        () => connection.Execute(
            $"copy (\n{select}\n) to {Sql.Literal(target.LocalPath)} (format parquet, {Words(codec)}, row_group_size {RowGroup}, dictionary_size_limit {FewWords}, use_tmp_file false)", ct), // the target is such a file itself
        ct);

    /// <summary>The rows of Parquet files as a relation: columns by name, missing ones NULL.</summary>
    public static string Relation(IReadOnlyList<string> paths) =>
        paths.Count > 0
            ? $"read_parquet([{string.Join(", ", paths.Select(Exactly))}], union_by_name = true, hive_partitioning = false)"
            : throw new ArgumentException("There is no file.", nameof(paths));

    /// <summary>Streams the rows of one object.</summary>
    /// <exception cref="TerminalEtlException">It is no Parquet.</exception>
    public static DuckDbResult Read(DuckDbConnection connection, StagedRead source, CancellationToken ct)
    {
        try
        {
            return connection.Query($"select * from {Relation([source.LocalPath])}", ct);
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.InvalidInput or DuckDbErrorKind.Io)
        {
            throw new TerminalEtlException($"Reading the object {source.Key}: it is no whole Parquet file. Run the date again to write it anew.", e);
        }
    }

    // Other codecs are chosen for other readers, who may know the first version's encodings only; the second's are smaller by a sixth.
    private static string Words(ParquetCodec codec) =>
        $"compression {codec.ToString().ToLowerInvariant()}{(codec == ParquetCodec.Zstd ? $", compression_level {Level}, parquet_version v2" : "")}";

    // A path is a glob to the engine: a bracket around a wildcard makes it an ordinary character.
    private static string Exactly(string path) =>
        Sql.Literal(string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString())));
}
