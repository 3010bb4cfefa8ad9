using System.Text.Unicode;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>The records of a Parquet file, in order, as texts. A record's line is its number.</summary>
internal sealed class ParquetRecords : IRecordSource
{
    private readonly ParquetEngine engine;
    private readonly LocalFile file;
    private readonly IReadOnlyList<ParquetColumn> columns;
    private readonly DuckDbResult result;
    private DuckDbChunk? chunk;
    private int row;

    /// <param name="engine">Disposed with this.</param>
    /// <param name="file">The file.</param>
    /// <param name="columns">For each column of the table, what it is filled from.</param>
    /// <param name="ct">Ends the reading.</param>
    public ParquetRecords(ParquetEngine engine, LocalFile file, IReadOnlyList<ParquetColumn> columns, CancellationToken ct)
    {
        (this.engine, this.file, this.columns) = (engine, file, columns);
        var values = columns.Count == 0 ? "1" : string.Join(", ", columns.Select(column => column.Sql));
        result = ParquetEngine.Run(file, () => engine.Connection.Query($"select {values} from {Staging.Parquet.Relation([file.Path])}", ct));
    }

    public long Line { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The values with commas between them.</summary>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            var text = new MemoryStream();
            for (var i = 0; i < columns.Count; i++)
            {
                if (i > 0)
                    text.WriteByte((byte)',');
                if (TryGetText(i, out var utf8))
                    text.Write(utf8);
            }

            return text.ToArray();
        }
    }

    public bool Read()
    {
        row++;
        while (chunk is null || row >= chunk.Rows)
        {
            row = 0;
            if (!ParquetEngine.Run(file, () => result.NextChunk(out chunk)))
                return false;
        }

        Line++;
        Reason = Judge();
        return true;
    }

    public bool TryGetText(int column, out ReadOnlySpan<byte> utf8)
    {
        var values = chunk!.Column(column);
        var isNull = values.IsNull(row);
        utf8 = isNull ? default : values.Utf8(row);
        return !isNull;
    }

    public void Dispose()
    {
        result.Dispose();
        engine.Dispose();
    }

    private string? Judge()
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].IsRaw && !columns[i].MustBeText)
                continue;
            if (!TryGetText(i, out var text))
                continue;
            if (text.Contains((byte)0))
                return "a NUL character";
            if (columns[i].MustBeText && !Utf8.IsValid(text))
                return "bytes that are no UTF-8";
        }

        return null;
    }
}
