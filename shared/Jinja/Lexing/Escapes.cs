using System.Globalization;
using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Python's backslash escapes in string literals; an unknown escape stays as it is written.</summary>
internal static class Escapes
{
    public static string Decode(Source source, int start, int end)
    {
        var raw = source.Text.AsSpan(start, end - start);
        if (!raw.Contains('\\'))
            return raw.ToString();
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
        {
            if (source.Text[i] == '\\' && i + 1 < end)
                i = Escape(source, i, end, text);
            else
                text.Append(source.Text[i]);
        }

        return text.ToString();
    }

    /// <summary>Appends the escape at the offset; gives the offset of its last character.</summary>
    private static int Escape(Source source, int at, int end, StringBuilder text)
    {
        var c = source.Text[at + 1];
        var simple = "abfnrtv\\'\"".IndexOf(c);
        if (simple >= 0)
        {
            text.Append("\a\b\f\n\r\t\v\\'\""[simple]);
            return at + 1;
        }

        switch (c)
        {
            case '\n': return at + 1;
            case 'x': return Hex(source, at, 2, end, text);
            case 'u': return Hex(source, at, 4, end, text);
            case 'U': return Hex(source, at, 8, end, text);
            case >= '0' and <= '7': return Octal(source, at + 1, end, text);
            default:
                text.Append('\\').Append(c);
                return at + 1;
        }
    }

    private static int Octal(Source source, int at, int end, StringBuilder text)
    {
        var (value, i) = (0, at);
        for (; i < end && i < at + 3 && source.Text[i] is >= '0' and <= '7'; i++)
            value = (value * 8) + source.Text[i] - '0';
        text.Append((char)value);
        return i - 1;
    }

    private static int Hex(Source source, int at, int digits, int end, StringBuilder text)
    {
        var first = at + 2;
        if (first + digits > end || !int.TryParse(source.Text.AsSpan(first, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value is < 0 or > 0x10FFFF)
            throw source.Error(at, $"`\\{source.Text[at + 1]}` in a text needs {digits} hexadecimal digits of a character");
        if (value > 0xFFFF)
            text.Append(char.ConvertFromUtf32(value));
        else
            text.Append((char)value);
        return first + digits - 1;
    }
}
