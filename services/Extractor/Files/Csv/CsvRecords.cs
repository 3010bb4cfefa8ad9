using System.Text;
using System.Text.Unicode;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>The records of a CSV file, good and bad, in order, without the header.</summary>
internal sealed class CsvRecords : IRecordSource
{
    private readonly RecordBuffer buffer;
    private readonly CsvDialect dialect;
    private readonly CsvRecordScanner scanner;
    private readonly int fields;
    private readonly int[] fieldOf;
    private readonly byte[][] nulls;
    private byte[] unescaped = new byte[4096];
    private bool headerPending;
    private bool started;

    /// <param name="buffer">The file in UTF-8; disposed with this.</param>
    /// <param name="dialect">How the file is written.</param>
    /// <param name="columnOf">For each field of the file, the column of the table that it fills, or <see cref="CsvColumns.None"/>.</param>
    /// <param name="columns">Columns of the table; one that no field fills is NULL.</param>
    /// <param name="hasHeader">The first record is the header.</param>
    public CsvRecords(RecordBuffer buffer, CsvDialect dialect, IReadOnlyList<int> columnOf, int columns, bool hasHeader)
    {
        (this.buffer, this.dialect, fields) = (buffer, dialect, columnOf.Count);
        scanner = new CsvRecordScanner(dialect, fields);
        headerPending = hasHeader;
        fieldOf = new int[columns];
        Array.Fill(fieldOf, CsvColumns.None);
        for (var field = 0; field < fields; field++)
        {
            if (columnOf[field] != CsvColumns.None)
                fieldOf[columnOf[field]] = field;
        }

        nulls = [.. dialect.NullValues.Select(Encoding.UTF8.GetBytes)];
    }

    public long Line { get; private set; }

    public string? Reason { get; private set; }

    public ReadOnlySpan<byte> Raw => buffer.Window[..scanner.Length];

    public bool Read()
    {
        while (Next())
        {
            var blank = scanner.Length == 0;
            if (blank && (fields > 1 || headerPending))
                continue;

            if (!headerPending)
            {
                Reason = Judge();
                return true;
            }

            headerPending = false;
        }

        return false;
    }

    public bool TryGetText(int column, out ReadOnlySpan<byte> utf8)
    {
        if (fieldOf[column] == CsvColumns.None)
        {
            utf8 = default;
            return false;
        }

        var field = scanner[fieldOf[column]];
        utf8 = buffer.Window.Slice(field.Start, field.Length);
        if (field.HasDoubledQuotes)
            utf8 = Unescape(utf8);
        if (field.Quoted)
            return true;

        foreach (var text in nulls)
        {
            if (utf8.SequenceEqual(text))
                return false;
        }

        return true;
    }

    public void Dispose() => buffer.Dispose();

    private bool Next()
    {
        if (started)
            buffer.Consume(scanner.Next, scanner.Lines);
        else
            buffer.SkipByteOrderMark();
        started = true;

        while (!scanner.TryScan(buffer.Window, buffer.Final))
            buffer.Fill();

        Line = buffer.Line;
        return scanner.Next > 0;
    }

    private string? Judge() => scanner.Fault switch
    {
        CsvFault.OpenQuote => "a quote is opened and not closed before the file ends",
        CsvFault.TextBehindQuote => "text stands between a closing quote and the next delimiter",
        _ when scanner.Count < fields => $"{scanner.Count} fields, {fields} expected",
        _ when scanner.Overflows => $"{scanner.Count} fields, {fields} expected",
        _ when Raw.Contains((byte)0) => "a NUL byte",
        _ when !Utf8.IsValid(Raw) => "bytes that are no UTF-8",
        _ => null,
    };

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        if (unescaped.Length < text.Length)
            unescaped = new byte[Math.Max(text.Length, unescaped.Length * 2)];

        var length = 0;
        for (int quote; (quote = text.IndexOf(dialect.Quote)) >= 0; text = text[Math.Min(quote + 2, text.Length)..])
        {
            text[..(quote + 1)].CopyTo(unescaped.AsSpan(length));
            length += quote + 1;
        }

        text.CopyTo(unescaped.AsSpan(length));
        return unescaped.AsSpan(0, length + text.Length);
    }
}
