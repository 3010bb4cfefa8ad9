using System.Globalization;
using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Python's <c>'{} {name:>8.2f}'.format(…)</c>.</summary>
internal static class BraceFormat
{
    public static string Apply(string format, IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named, Session session)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                result.Append(c);
                i++;
                continue;
            }

            if (c == '}')
                throw new JinjaTypeException("a single `}` in the format; write `}}`");
            if (c != '{')
            {
                result.Append(c);
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0)
                throw new JinjaTypeException("a `{` of the format is never closed");
            result.Append(Field(format[(i + 1)..end], positional, named, ref next, session));
            session.CheckText(result.Length);
            i = end;
        }

        return result.ToString();
    }

    private static string Field(string field, IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named, ref int next, Session session)
    {
        var colon = field.IndexOf(':');
        var spec = colon < 0 ? "" : field[(colon + 1)..];
        var name = colon < 0 ? field : field[..colon];
        var quoted = name.EndsWith("!r", StringComparison.Ordinal);
        name = quoted || name.EndsWith("!s", StringComparison.Ordinal) ? name[..^2] : name;
        var value = Value(name, positional, named, ref next);
        return Parse(spec, session).Apply(quoted ? PythonText.Repr(value) : value);
    }

    private static object? Value(string name, IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named, ref int next)
    {
        if (name.Length > 0 && !char.IsAsciiDigit(name[0]))
            return named.TryGetValue(name, out var value) ? value : throw new JinjaTypeException($"there is no value for `{{{name}}}`");
        var index = name.Length == 0 ? next++ : int.TryParse(name, CultureInfo.InvariantCulture, out var given) ? given : int.MaxValue;
        return index < positional.Count ? positional[index] : throw new JinjaTypeException($"there is no value for `{{{name}}}`");
    }

    private static FormatSpec Parse(string text, Session session)
    {
        var spec = new FormatSpec();
        var i = 0;
        if (text.Length > 1 && text[1] is '<' or '>' or '^' or '=')
            (spec, i) = (spec with { Fill = text[0], Align = text[1] }, 2);
        else if (text.Length > 0 && text[0] is '<' or '>' or '^' or '=')
            (spec, i) = (spec with { Align = text[0] }, 1);
        if (i < text.Length && text[i] is '+' or '-' or ' ')
            spec = spec with { Sign = text[i++] };
        if (i < text.Length && text[i] == '#')
            (spec, i) = (spec with { Prefix = true }, i + 1);
        if (i < text.Length && text[i] == '0' && spec.Align is null)
            (spec, i) = (spec with { Fill = '0', Align = '=' }, i + 1);
        spec = spec with { Width = Digits(text, ref i, session) ?? 0 };
        if (i < text.Length && text[i] == ',')
            (spec, i) = (spec with { Thousands = true }, i + 1);
        if (i < text.Length && text[i] == '.')
        {
            i++;
            spec = spec with { Precision = Digits(text, ref i, session) };
        }

        if (i < text.Length - 1)
            throw new JinjaTypeException($"the format `{text}` is not known");
        return i < text.Length ? spec with { Kind = text[i] } : spec;
    }

    private static int? Digits(string text, ref int i, Session session)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        if (i == start)
            return null;
        var number = long.TryParse(text.AsSpan(start, i - start), CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
        session.CheckText(number);
        return (int)number;
    }
}
