using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Typing;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A row's values as texts of the table's columns. What is returned is valid until the next one is asked for.</summary>
/// <param name="table">The dump's columns, by the table's; in the order of the table's.</param>
/// <param name="targets">The table's columns.</param>
/// <param name="range">How the dump is written there.</param>
/// <param name="dates">What becomes of dates that are none.</param>
internal sealed class DumpValues(IReadOnlyList<DumpColumn> table, IReadOnlyList<TargetColumn> targets, DumpRange range, InvalidDates dates)
{
    private readonly bool[] areDates = [.. targets.Select(column => column.Type.IsDate && dates != InvalidDates.Quarantine)];
    private byte[] first = new byte[4096];
    private byte[] second = new byte[4096];

    /// <summary>The text of a column; false for NULL.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="field">The value in it.</param>
    /// <param name="column">The column's position.</param>
    /// <param name="line">Where the row begins, for errors.</param>
    /// <param name="text">Bytes of a blob; else UTF-8, if the dump's is.</param>
    /// <exception cref="TerminalEtlException">A date is none, which the table does not allow.</exception>
    public bool TryGet(ReadOnlySpan<byte> row, TupleField field, int column, long line, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (field.Kind == TupleFieldKind.Null)
            return false;

        var source = table[column];
        text = Text(Literal(row.Slice(field.Start, field.Length), field), field.Kind, source);
        if (!areDates[column] || !InvalidDate.Is(text))
            return true;
        if (dates == InvalidDates.Null)
            return false;
        throw new TerminalEtlException(
            $"Reading {source.Name} on line {line} of the dump: `{System.Text.Encoding.ASCII.GetString(text)}` is no date, and the table has `invalid_dates: fail`. Correct the source, or choose `quarantine` or `null` in the pipeline file.");
    }

    /// <summary>The bytes that a literal stands for.</summary>
    private ReadOnlySpan<byte> Literal(ReadOnlySpan<byte> written, TupleField field)
    {
        switch (field.Kind)
        {
            case TupleFieldKind.Quoted when field.Escaped:
                Reserve(ref first, written.Length);
                return first.AsSpan(0, DumpText.Unescape(written, field.Quote, range.Backslashes, first));
            case TupleFieldKind.Hex:
                Reserve(ref first, (written.Length / 2) + 1);
                return Written(DumpText.FromHex(written, first), written);
            case TupleFieldKind.Bits:
                Reserve(ref first, (written.Length / 8) + 1);
                return Written(DumpText.FromBits(written, first), written);
            case TupleFieldKind.Word when written.Length > 0 && (written[0] | 0x20) is 't' or 'f':
                return (written[0] | 0x20) == 't' ? "1"u8 : "0"u8;
            default:
                return written;
        }
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes, TupleFieldKind kind, DumpColumn source)
    {
        var isNumber = kind is TupleFieldKind.Hex or TupleFieldKind.Bits ? source.Kind is DumpColumnKind.Plain or DumpColumnKind.Bit : kind == TupleFieldKind.Quoted && source.Kind == DumpColumnKind.Bit;
        if (isNumber)
        {
            Reserve(ref second, 20);
            var length = DumpText.ToNumber(bytes, second);
            return length < 0 ? bytes : second.AsSpan(0, length);
        }

        var isLatin1 = source.Kind == DumpColumnKind.Text && (range.Charset == DumpCharset.Latin1 || (range.Charset == DumpCharset.Binary && source.IsLatin1));
        if (!isLatin1 || !bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return bytes;
        Reserve(ref second, bytes.Length * DumpText.MostOfLatin1);
        return second.AsSpan(0, DumpText.ToUtf8(bytes, second));
    }

    /// <summary>Broken digits stay as they are, for the column's type to refuse.</summary>
    private ReadOnlySpan<byte> Written(int length, ReadOnlySpan<byte> written) => length < 0 ? written : first.AsSpan(0, length);

    private static void Reserve(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new byte[Math.Max(length, buffer.Length * 2)];
    }
}
