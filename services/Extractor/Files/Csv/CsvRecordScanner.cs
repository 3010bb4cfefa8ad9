using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace EtlMesh.Extractor.Files;

/// <summary>Finds one record's end and its fields. A line end is LF, CRLF or CR; a quote inside an unquoted field is a character like any other.</summary>
internal sealed class CsvRecordScanner(CsvDialect dialect, int columns)
{
    private readonly SearchValues<byte> fieldEnds = SearchValues.Create([dialect.Delimiter, CsvDialect.Cr, CsvDialect.Lf]);
    private readonly SearchValues<byte> quotedStops = SearchValues.Create([dialect.Quote, CsvDialect.Cr, CsvDialect.Lf]);
    private readonly CsvField[] fields = new CsvField[columns];

    /// <summary>Fields of the record, those beyond the table's columns included.</summary>
    public int Count { get; private set; }

    /// <summary>A field beyond the table's columns holds something. Empty ones are the trailing delimiters that some programs write.</summary>
    public bool Overflows { get; private set; }

    public CsvFault Fault { get; private set; }

    /// <summary>Length of the record without its line end.</summary>
    public int Length { get; private set; }

    /// <summary>Where the next record begins.</summary>
    public int Next { get; private set; }

    /// <summary>Line ends inside the record and at its end.</summary>
    public int Lines { get; private set; }

    public CsvField this[int field] => fields[field];

    /// <returns>False when the window ends before the record does and more is to come.</returns>
    public bool TryScan(ReadOnlySpan<byte> window, bool final)
    {
        (Count, Overflows, Fault, Lines) = (0, false, CsvFault.None, 0);
        var i = 0;
        if (Vector256.IsHardwareAccelerated && ScanPlain(window, ref i))
            return TryEnd(window, final, i);

        while (true)
        {
            var complete = i < window.Length && window[i] == dialect.Quote
                ? TryQuoted(window, final, ref i)
                : TryUnquoted(window, final, ref i);
            if (!complete)
                return false;

            if (i == window.Length)
            {
                Length = Next = i;
                return final;
            }

            if (window[i] != dialect.Delimiter)
                return TryEnd(window, final, i);

            i++;
        }
    }

    /// <summary>Takes unquoted fields a vector at a time, as long as the window has one.</summary>
    /// <param name="window">From the record's start.</param>
    /// <param name="start">Where the first field begins that was not taken; at the line end when all were.</param>
    /// <returns>True at the line end; false before a quoted field or the window's last bytes.</returns>
    private bool ScanPlain(ReadOnlySpan<byte> window, ref int start)
    {
        var (delimiters, quotes) = (Vector256.Create(dialect.Delimiter), Vector256.Create(dialect.Quote));
        var (crs, lfs) = (Vector256.Create(CsvDialect.Cr), Vector256.Create(CsvDialect.Lf));
        for (var at = 0; at + Vector256<byte>.Count <= window.Length; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.Create(window.Slice(at, Vector256<byte>.Count));
            var stops = (Vector256.Equals(bytes, delimiters) | Vector256.Equals(bytes, quotes) | Vector256.Equals(bytes, crs) | Vector256.Equals(bytes, lfs)).ExtractMostSignificantBits();
            for (; stops != 0; stops &= stops - 1)
            {
                var stop = at + BitOperations.TrailingZeroCount(stops);
                if (window[stop] == dialect.Quote)
                {
                    if (stop == start)
                        return false;
                    continue;
                }

                Add(new CsvField(start, stop - start, Quoted: false, HasDoubledQuotes: false));
                start = stop;
                if (window[stop] != dialect.Delimiter)
                    return true;
                start++;
            }
        }

        return false;
    }

    private bool TryUnquoted(ReadOnlySpan<byte> window, bool final, ref int i)
    {
        var length = window[i..].IndexOfAny(fieldEnds);
        if (length < 0)
        {
            if (!final)
                return false;
            length = window.Length - i;
        }

        Add(new CsvField(i, length, Quoted: false, HasDoubledQuotes: false));
        i += length;
        return true;
    }

    private bool TryQuoted(ReadOnlySpan<byte> window, bool final, ref int i)
    {
        var start = ++i;
        for (var doubled = false; ;)
        {
            var stop = window[i..].IndexOfAny(quotedStops);
            if (stop < 0)
            {
                if (!final)
                    return false;
                Fault = CsvFault.OpenQuote;
                i = window.Length;
                Add(new CsvField(start, i - start, Quoted: true, doubled));
                return true;
            }

            i += stop;
            if (!final && i + 1 == window.Length)
                return false;

            var next = i + 1 < window.Length ? window[i + 1] : (byte)0;
            if (window[i] != dialect.Quote)
            {
                Lines++;
                i += window[i] == CsvDialect.Cr && next == CsvDialect.Lf ? 2 : 1;
            }
            else if (i + 1 < window.Length && next == dialect.Quote)
            {
                doubled = true;
                i += 2;
            }
            else
            {
                Add(new CsvField(start, i - start, Quoted: true, doubled));
                i++;
                return TryBehindQuote(window, final, ref i);
            }
        }
    }

    private bool TryBehindQuote(ReadOnlySpan<byte> window, bool final, ref int i)
    {
        var length = window[i..].IndexOfAny(fieldEnds);
        if (length < 0)
        {
            if (!final)
                return false;
            length = window.Length - i;
        }

        if (Fault == CsvFault.None && window.Slice(i, length).ContainsAnyExcept((byte)' '))
            Fault = CsvFault.TextBehindQuote;
        i += length;
        return true;
    }

    private bool TryEnd(ReadOnlySpan<byte> window, bool final, int i)
    {
        if (window[i] == CsvDialect.Cr && i + 1 == window.Length && !final)
            return false;

        Length = i;
        Next = window[i] == CsvDialect.Cr && i + 1 < window.Length && window[i + 1] == CsvDialect.Lf ? i + 2 : i + 1;
        Lines++;
        return true;
    }

    private void Add(CsvField field)
    {
        if (Count < fields.Length)
            fields[Count] = field;
        else
            Overflows |= field.Length > 0;
        Count++;
    }
}
