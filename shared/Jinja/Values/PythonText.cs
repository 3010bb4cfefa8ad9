using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Python's <c>str()</c> and <c>repr()</c> of values.</summary>
internal static class PythonText
{
    /// <summary>The text of a value; an undefined one fails, at its own place if it has one.</summary>
    public static string Of(object? value, string file, Position at) => value switch
    {
        string text => text,
        JinjaUndefined { IsSilent: true } => "",
        JinjaUndefined undefined => throw undefined.Failure(file, at),
        _ => Repr(value),
    };

    public static string Repr(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, []);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, List<object> open)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case null: text.Append("None"); break;
            case bool flag: text.Append(flag ? "True" : "False"); break;
            case long number: text.Append(number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: text.Append(Number.Text(number)); break;
            case decimal number: text.Append(number.ToString(CultureInfo.InvariantCulture)); break;
            case string characters: Quote(text, characters); break;
            case JinjaTuple tuple: Items(text, "(", tuple, tuple.Count == 1 ? ",)" : ")", open); break;
            case SequenceView { Text: { } shown }: text.Append(shown); break;
            case SequenceView view: Items(text, view.Kind + "([", view, "])", open); break;
            case List<object?> list: Items(text, "[", list, "]", open); break;
            case JinjaDict dict: Pairs(text, dict, open); break;
            case JinjaUndefined: text.Append("Undefined"); break;
            case JinjaFunction: text.Append("<function>"); break;
            default: text.Append(value); break;
        }
    }

    private static void Items(StringBuilder text, string start, IReadOnlyList<object?> items, string end, List<object> open)
    {
        text.Append(start);
        if (Enter(text, items, open))
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (i > 0)
                    text.Append(", ");
                Write(text, items[i], open);
            }

            open.RemoveAt(open.Count - 1);
        }

        text.Append(end);
    }

    private static void Pairs(StringBuilder text, JinjaDict dict, List<object> open)
    {
        text.Append('{');
        if (Enter(text, dict, open))
        {
            var separator = "";
            foreach (var (key, value) in dict)
            {
                text.Append(separator);
                Write(text, key, open);
                text.Append(": ");
                Write(text, value, open);
                separator = ", ";
            }

            open.RemoveAt(open.Count - 1);
        }

        text.Append('}');
    }

    /// <summary>A collection inside itself is shown as three dots.</summary>
    private static bool Enter(StringBuilder text, object collection, List<object> open)
    {
        if (open.Any(o => ReferenceEquals(o, collection)))
        {
            text.Append("...");
            return false;
        }

        open.Add(collection);
        return true;
    }

    private static void Quote(StringBuilder text, string value)
    {
        var quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        text.Append(quote);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\\' => text.Append("\\\\"),
                _ when c == quote => text.Append('\\').Append(c),
                < ' ' or '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => text.Append(c),
            };
        }

        text.Append(quote);
    }
}
