using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>The records of a page; a record's line is its number among those of all pages.</summary>
/// <param name="records">The page's; disposed with this.</param>
/// <param name="before">Records of the pages before.</param>
internal sealed class NumberedRecords(IRecordSource records, long before) : IRecordSource
{
    public long Line { get; private set; } = before;

    public string? Reason => records.Reason;

    public ReadOnlySpan<byte> Raw => records.Raw;

    public bool Read()
    {
        Line++;
        return records.Read();
    }

    public bool TryGetText(int column, out ReadOnlySpan<byte> utf8) => records.TryGetText(column, out utf8);

    public void Dispose() => records.Dispose();
}
