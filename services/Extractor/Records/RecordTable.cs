using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Records;

/// <summary>Records as a table for SQL: line, reason, record, then a text for each column (<c>c0</c>, <c>c1</c> …). A bad record has no texts.</summary>
internal sealed class RecordTable(IRecordSource records, int columns) : IDuckDbTableReader
{
    private const int FirstText = 3;

    public static IReadOnlyList<DuckDbColumn> Columns(int columns) =>
    [
        new("line", "BIGINT"), new("reason", "VARCHAR"), new("record", "VARCHAR"),
        .. Enumerable.Range(0, columns).Select(i => new DuckDbColumn($"c{i}", "VARCHAR")),
    ];

    public int Fill(DuckDbChunkWriter chunk)
    {
        var row = 0;
        for (; row < chunk.Capacity && records.Read(); row++)
        {
            chunk.Column(0).Set(row, records.Line);
            if (records.Reason is { } reason)
                Reject(chunk, row, reason);
            else
                Accept(chunk, row);
        }

        return row;
    }

    public void Dispose() => records.Dispose();

    private void Accept(DuckDbChunkWriter chunk, int row)
    {
        chunk.Column(1).Null(row);
        chunk.Column(2).Utf8(row, records.Raw);
        for (var i = 0; i < columns; i++)
        {
            var column = chunk.Column(FirstText + i);
            if (records.TryGetText(i, out var text))
                column.Utf8(row, text);
            else
                column.Null(row);
        }
    }

    private void Reject(DuckDbChunkWriter chunk, int row, string reason)
    {
        chunk.Column(1).Text(row, reason);
        chunk.Column(2).Text(row, RecordText.Of(records.Raw));
        for (var i = 0; i < columns; i++)
            chunk.Column(FirstText + i).Null(row);
    }
}
