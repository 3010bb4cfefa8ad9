using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Jinja's <c>tojson</c>: keys sorted, ASCII only, and safe inside HTML.</summary>
internal static class JsonText
{
    public static string Of(object? value, int? indent)
    {
        var text = new StringBuilder();
        Write(text, value, indent, level: 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int? indent, int level)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool flag: text.Append(flag ? "true" : "false"); break;
            case string characters: Quote(text, characters); break;
            case long or double or decimal: text.Append(PythonText.Repr(value)); break;
            case JinjaDict dict:
                var pairs = dict.Select(p => (Name: p.Key as string ?? PythonText.Repr(p.Key), p.Value)).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
                Enclose(text, '{', '}', pairs, indent, level, pair =>
                {
                    Quote(text, pair.Name);
                    text.Append(": ");
                    Write(text, pair.Value, indent, level + 1);
                });
                break;
            case IReadOnlyList<object?> items:
                Enclose(text, '[', ']', items, indent, level, item => Write(text, item, indent, level + 1));
                break;
            default:
                throw new JinjaTypeException($"{TypeName.WithArticle(value)} cannot be written as JSON");
        }
    }

    private static void Enclose<T>(StringBuilder text, char start, char end, IReadOnlyList<T> items, int? indent, int level, Action<T> write)
    {
        text.Append(start);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(indent is null ? ", " : ",");
            NewLine(text, indent, level + 1);
            write(items[i]);
        }

        if (items.Count > 0)
            NewLine(text, indent, level);
        text.Append(end);
    }

    private static void NewLine(StringBuilder text, int? indent, int level)
    {
        if (indent is { } width)
            text.Append('\n').Append(' ', width * level);
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '<' or '>' or '&' or '\'' or < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
