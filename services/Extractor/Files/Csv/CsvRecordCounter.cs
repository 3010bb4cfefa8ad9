using System.Buffers;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>
/// Counts a CSV file's records from its bytes, in one pass and bounded memory. It shares nothing with the readers, so that its count can hold them to account.
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
    private bool irregular;
    private bool newlineInQuotes;
    private long records;
    private long line = 1;
    private long recordLine = 1;
    private long recordStart;
    private long crlf, cr, lf;

    private CsvRecordCounter(CsvDialect dialect, string file, int columns, int limit)
    {
        (this.dialect, this.file, this.limit) = (dialect, file, limit);
        blankLinesCount = columns == 1;
        previous = dialect.Delimiter;
        stops = SearchValues.Create([dialect.Quote, CsvDialect.Cr, CsvDialect.Lf, 0]);
    }

    private enum Place
    {
        Unquoted,
        Quoted,
        QuoteInQuoted,
    }

    /// <param name="stream">UTF-8 bytes, from the start of the file.</param>
    /// <param name="dialect">How the file is written.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="limit">Longest record, in bytes.</param>
    /// <param name="ct">Ends the pass.</param>
    /// <param name="window">Bytes looked at in one go; at least 3.</param>
    /// <exception cref="TerminalEtlException">A record is longer than the limit.</exception>
    public static CsvCensus Count(Stream stream, CsvDialect dialect, int columns, string file, int limit, CancellationToken ct, int window = 1024 * 1024)
    {
        var counter = new CsvRecordCounter(dialect, file, columns, limit);
        var buffer = ArrayPool<byte>.Shared.Rent(window);
        try
        {
            long offset = 0;
            for (int read; (read = stream.ReadAtLeast(buffer.AsSpan(0, window), window, throwOnEndOfStream: false)) > 0; offset += read)
            {
                ct.ThrowIfCancellationRequested();
                var skip = offset == 0 && buffer.AsSpan(0, read).StartsWith("\uFEFF"u8) ? 3 : 0;
                counter.Take(buffer.AsSpan(skip, read - skip), offset + skip);
            }

            return counter.End();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, long offset)
    {
        for (var i = 0; i < bytes.Length;)
        {
            if (afterCr)
            {
                afterCr = false;
                if (bytes[i] == CsvDialect.Lf)
                {
                    crlf++;
                    recordStart = offset + ++i;
                    continue;
                }

                cr++;
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

        if (offset + bytes.Length - recordStart > limit)
            throw RecordBuffer.TooLong(file, recordLine, limit);
    }

    /// <summary>A doubled quote is a quote; any other byte is behind the field's end.</summary>
    private int AfterQuote(byte next)
    {
        if (next == dialect.Quote)
        {
            place = Place.Quoted;
            return 1;
        }

        irregular |= next != dialect.Delimiter && next is not (CsvDialect.Cr or CsvDialect.Lf);
        place = Place.Unquoted;
        previous = dialect.Quote;
        return 0;
    }

    private void Meet(byte stop, long next)
    {
        if (stop == 0)
        {
            irregular = true;
            blank = false;
        }
        else if (stop == dialect.Quote)
        {
            if (place == Place.Quoted)
                place = Place.QuoteInQuoted;
            else if (previous == dialect.Delimiter)
                place = Place.Quoted;
            else
                irregular = true; // the fast reader takes ` "x"` for a quoted field
            blank = false;
        }
        else if (place == Place.Quoted)
        {
            newlineInQuotes = true;
            if (stop == CsvDialect.Lf && previous != CsvDialect.Cr)
                line++;
            else if (stop == CsvDialect.Cr)
                line++;
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

        if (stop == CsvDialect.Lf)
            lf++;
        else
            afterCr = true;

        Count();
        recordLine = ++line;
        recordStart = next;
        previous = dialect.Delimiter;
        blank = true;
    }

    /// <summary>Blank lines above the header are never records.</summary>
    private void Count() => records += !blank || (blankLinesCount && (records > 0 || !dialect.Header)) ? 1 : 0;

    private CsvCensus End()
    {
        if (afterCr)
            cr++;
        if (!blank)
            Count();

        var kinds = (crlf > 0 ? 1 : 0) + (cr > 0 ? 1 : 0) + (lf > 0 ? 1 : 0);
        var regular = !irregular && place != Place.Quoted && kinds <= 1;
        return new CsvCensus(Math.Max(0, records - (dialect.Header ? 1 : 0)), regular, newlineInQuotes);
    }
}
