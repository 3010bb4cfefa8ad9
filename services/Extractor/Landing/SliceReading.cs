using System.Runtime.ExceptionServices;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>The one pass over a slice's rows: read by several threads, tallied and written as Parquet on the way.</summary>
internal sealed class SliceReading(DuckDbConnection connection, ISliceContent content, RowWindow window, CancellationToken ct)
{
    private const string Table = "records";

    private readonly Lock gate = new();
    private readonly List<StreamTally> tallies = [];

    /// <summary>What the stream held, by thread.</summary>
    public IReadOnlyList<StreamTally> Tallies => tallies;

    /// <returns>Rows that the engine says it wrote.</returns>
    /// <exception cref="TerminalEtlException">The source cannot be read.</exception>
    public async Task<long> WriteAsync(IReadOnlyList<TargetColumn> columns, StagedWrite target, ParquetCodec codec = ParquetCodec.Zstd)
    {
        SliceEngine.Use(connection, content.Threads);
        connection.RegisterTable(
            Table, [.. columns.Select(column => column.Landed)], () => new TalliedRows(content.Open(), chunk => NewTally(chunk, columns), ct), content.Threads);
        try
        {
            return await Parquet.WriteAsync(connection, $"SELECT * FROM {Table}()", target, ct, codec);
        }
        catch (DuckDbException e) when (e.InnerException is TerminalEtlException or TransientEtlException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException); // what a reader says of the source
            throw;
        }
    }

    private StreamTally NewTally(DuckDbChunkWriter chunk, IReadOnlyList<TargetColumn> columns)
    {
        // What lands as another type is tallied as what it is loaded as.
        var tally = new StreamTally([.. columns.Select((column, i) => column.Type.Landed == column.Type.Name ? chunk.Column(i).Type : column.Type.Name)], window.Watermark);
        lock (gate)
            tallies.Add(tally);
        return tally;
    }
}
