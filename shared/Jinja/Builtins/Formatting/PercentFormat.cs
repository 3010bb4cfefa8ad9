using System.Globalization;
using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Python's <c>'%s' % value</c>, also behind the filter <c>format</c>.</summary>
internal static class PercentFormat
{
    /// <param name="format">The text with <c>%s</c>, <c>%(name)05.2f</c> and the like.</param>
    /// <param name="values">A tuple of values, a dict for names, or the one value.</param>
    /// <param name="session">Holds the limit of widths.</param>
    public static string Apply(string format, object? values, Session session)
    {
        var result = new StringBuilder();
        var items = values as JinjaTuple ?? new JinjaTuple([values]);
        var used = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }

            i++;
            if (i < format.Length && format[i] == '%')
            {
                result.Append('%');
                continue;
            }

            var name = Name(format, ref i);
            var spec = Read(format, ref i, session);
            var value = name is not null ? Named(values, name) : used < items.Count ? items[used++] : throw new JinjaTypeException("there are fewer values than places in the format");
            result.Append(Convert(spec, value));
        }

        if (used < items.Count && values is not JinjaDict)
            throw new JinjaTypeException("there are more values than places in the format");
        return result.ToString();
    }

    private static string Convert(FormatSpec spec, object? value) => spec.Kind switch
    {
        'r' => (spec with { Kind = 's', Align = spec.Align ?? '>' }).Apply(PythonText.Repr(value)),
        's' => (spec with { Align = spec.Align == '=' ? '>' : spec.Align ?? '>', Fill = ' ' }).Apply(value),
        'd' or 'i' or 'u' => (spec with { Kind = 'd' }).Apply(value switch { double number => (long)number, decimal number => (long)number, _ => value }),
        _ => spec.Apply(value),
    };

    private static object? Named(object? values, string name) =>
        values is JinjaDict dict && dict.TryGet(name, out var value) ? value : throw new JinjaTypeException($"there is no value for %({name})");

    private static string? Name(string format, ref int i)
    {
        if (i >= format.Length || format[i] != '(')
            return null;
        var end = format.IndexOf(')', i);
        if (end < 0)
            throw new JinjaTypeException("the name after %( is never closed");
        var name = format[(i + 1)..end];
        i = end + 1;
        return name;
    }

    private static FormatSpec Read(string format, ref int i, Session session)
    {
        var spec = new FormatSpec();
        for (; i < format.Length && "-+ 0#".Contains(format[i]); i++)
        {
            spec = format[i] switch
            {
                '-' => spec with { Align = '<', Fill = ' ' },
                '0' when spec.Align is null => spec with { Align = '=', Fill = '0' },
                '#' => spec with { Prefix = true },
                '0' => spec,
                var sign => spec with { Sign = spec.Sign == '+' ? '+' : sign },
            };
        }

        spec = spec with { Width = Digits(format, ref i, session) ?? 0 };
        if (i < format.Length && format[i] == '.')
        {
            i++;
            spec = spec with { Precision = Digits(format, ref i, session) ?? 0 };
        }

        if (i >= format.Length || !"srdiufFeEgGxXo".Contains(format[i]))
            throw new JinjaTypeException(i >= format.Length ? "the format ends inside a place" : $"there is no format `%{format[i]}`");
        return spec with { Kind = format[i] };
    }

    private static int? Digits(string format, ref int i, Session session)
    {
        var start = i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
            i++;
        if (i == start)
            return null;
        var number = long.TryParse(format.AsSpan(start, i - start), CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
        session.CheckText(number);
        return (int)number;
    }
}
