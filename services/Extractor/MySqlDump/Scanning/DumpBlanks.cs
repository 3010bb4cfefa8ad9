using System.Buffers;
using System.Text;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What stands between the statements of a dump: space, comments, DELIMITER. The comments tell whether a dump has its end.</summary>
internal sealed class DumpBlanks(DumpWindow window)
{
    private const int LongestWord = 64;
    private static readonly byte[] Usual = [(byte)';'];
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n\f\v\0"u8);

    /// <summary>What ends a statement.</summary>
    public byte[] Delimiter { get; private set; } = Usual;

    public bool IsUsualDelimiter => Delimiter.AsSpan().SequenceEqual(Usual);

    /// <summary>A dump has begun that says when it is complete, and did not say so.</summary>
    public bool LacksTail { get; private set; }

    /// <summary>Moves the window to the next statement.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool Skip()
    {
        while (true)
        {
            var blank = window.Bytes.IndexOfAnyExcept(Space);
            window.Consume(blank < 0 ? window.Bytes.Length : blank);
            if (window.Bytes.Length < LongestWord && window.Fill("comment"))
                continue;
            if (window.Bytes.Length == 0)
                return false;
            if (window.Offset == 0 && window.Bytes.StartsWith("\uFEFF"u8))
                window.Consume(3);
            else if (window.Bytes.StartsWith(Delimiter))
                window.Consume(Delimiter.Length);
            else if (SqlComments.IsLine(window.Bytes))
                Note(Line());
            else if (IsDelimiterCommand())
                SetDelimiter(Line());
            else if (!window.Bytes.StartsWith("/*"u8) || SqlComments.VersionMark(window.Bytes) > 0)
                return true;
            else
                window.Consume(LengthTo("*/"u8));
        }
    }

    private void Note(ReadOnlySpan<byte> comment)
    {
        if (comment.StartsWith("-- Dump completed"u8))
            LacksTail = false;
        else if (comment.StartsWith("-- MySQL dump "u8) || comment.StartsWith("-- MariaDB dump "u8))
            LacksTail = true;
    }

    private bool IsDelimiterCommand()
    {
        var bytes = window.Bytes;
        return bytes.Length > 9 && Ascii.EqualsIgnoreCase(bytes[..9], "DELIMITER"u8) && bytes[9] is (byte)' ' or (byte)'\t';
    }

    private void SetDelimiter(ReadOnlySpan<byte> line)
    {
        var word = line[9..].Trim(" \t\r\n"u8);
        if (word.Length > 0)
            Delimiter = word.ToArray();
    }

    /// <summary>Takes the rest of the line; the bytes stay until the window is filled again.</summary>
    private ReadOnlySpan<byte> Line()
    {
        var length = LengthTo("\n"u8);
        var line = window.Bytes[..length];
        window.Consume(length);
        return line;
    }

    private int LengthTo(ReadOnlySpan<byte> end)
    {
        while (true)
        {
            if (window.Bytes.IndexOf(end) is >= 0 and var at)
                return at + end.Length;
            if (!window.Fill("comment"))
                return window.Bytes.Length;
        }
    }
}
