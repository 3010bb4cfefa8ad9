using System.Buffers;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>
/// Counts a CSV file's records from its bytes, in one pass and bounded memory. It shares nothing with the reader, so that its count can hold it to account.
/// A line end is LF, CRLF or CR; blank lines are no records, except in a table of one column, where they are its NULLs.
/// </summary>
internal sealed class CsvRecordCounter
{
    private readonly CsvDialect dialect;
    private readonly string file;
    private readonly int limit;
    private readonly bool blankLinesCount;
    private readonly SearchValues<byte> stops;
    private Place place = Place.Unquoted;
    private byte previous;
    private bool blank = true;
    private bool afterCr;
    private long counted;
    private long line = 1;
    private long recordLine = 1;
    private long recordStart;

    /// <param name="dialect">How the file is written.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="limit">Longest record, in bytes.</param>
    public CsvRecordCounter(CsvDialect dialect, string file, int columns, int limit)
    {
        (this.dialect, this.file, this.limit) = (dialect, file, limit);
        blankLinesCount = columns == 1;
        previous = dialect.Delimiter;
        stops = SearchValues.Create([dialect.Quote, CsvDialect.Cr, CsvDialect.Lf]);
    }

    private enum Place
    {
        Unquoted,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>Where the last record ends that has surely ended: a CR may still be half of a CRLF.</summary>
    public long RecordsEnd { get; private set; }

    /// <summary>Records up to there, the header among them.</summary>
    public long Records { get; private set; }

    /// <summary>The physical line that begins there, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <param name="bytes">The next bytes of the file.</param>
    /// <param name="offset">Where in the file they are.</param>
    /// <exception cref="TerminalEtlException">A record is longer than the limit.</exception>
    public void Take(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = offset + bytes.Length;
        if (offset == 0 && bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
            offset = 3;
        }

        for (var i = 0; i < bytes.Length;)
        {
            if (afterCr)
            {
                afterCr = false;
                if (bytes[i] == CsvDialect.Lf)
                {
                    recordStart = offset + ++i;
                    Settle();
                    continue;
                }

                Settle();
            }

            if (place == Place.QuoteInQuoted)
            {
                i += AfterQuote(bytes[i]);
                continue;
            }

            var stop = bytes[i..].IndexOfAny(stops);
            if (stop < 0)
            {
                blank = false;
                previous = bytes[^1];
                break;
            }

            if (stop > 0)
            {
                blank = false;
                previous = bytes[i + stop - 1];
            }

            i += stop + 1;
            Meet(bytes[i - 1], offset + i);
        }

        if (end - recordStart > limit)
            throw RecordBuffer.TooLong(file, recordLine, limit);
    }

    /// <summary>The file has ended, and its last record with it.</summary>
    public void End()
    {
        if (!blank)
            Count();
        Settle();
    }

    /// <summary>A doubled quote is a quote; any other byte is behind the field's end.</summary>
    private int AfterQuote(byte next)
    {
        place = next == dialect.Quote ? Place.Quoted : Place.Unquoted;
        previous = dialect.Quote;
        return next == dialect.Quote ? 1 : 0;
    }

    private void Meet(byte stop, long next)
    {
        if (stop == dialect.Quote)
        {
            if (place == Place.Quoted)
                place = Place.QuoteInQuoted;
            else if (previous == dialect.Delimiter)
                place = Place.Quoted;
            blank = false;
        }
        else if (place == Place.Quoted)
        {
            line += stop == CsvDialect.Cr || previous != CsvDialect.Cr ? 1 : 0;
        }
        else
        {
            EndRecord(stop, next);
            return;
        }

        previous = stop;
    }

    private void EndRecord(byte stop, long next)
    {
        if (next - recordStart > limit)
            throw RecordBuffer.TooLong(file, recordLine, limit);

        Count();
        recordLine = ++line;
        recordStart = next;
        previous = dialect.Delimiter;
        blank = true;
        afterCr = stop == CsvDialect.Cr;
        if (!afterCr)
            Settle();
    }

    private void Settle() => (RecordsEnd, Records, Line) = (recordStart, counted, recordLine);

    /// <summary>Blank lines above the header are never records.</summary>
    private void Count() => counted += !blank || (blankLinesCount && (counted > 0 || !dialect.Header)) ? 1 : 0;
}
