using YamlDotNet.Core;

namespace EtlMesh.Pipelines;

/// <summary>Says in plain words what the YAML parser could not read.</summary>
internal static class YamlFault
{
    /// <summary>Where, from 1, what, and how to mend it.</summary>
    public static (int Line, int Column, string Message, string Remedy) Explain(string text, YamlException fault)
    {
        var (line, column) = ((int)fault.Start.Line, (int)fault.Start.Column);
        if (Tab(text, line, told: fault.Message.Contains(" tab", StringComparison.Ordinal)) is { } tab)
        {
            return (tab.Line, tab.Column, "a tab in the indentation", "indent with spaces, YAML knows no tabs there");
        }

        var message = fault.InnerException is { } inner ? inner.Message : fault.Message;
        return message switch
        {
            _ when message.Contains("deeper than", StringComparison.Ordinal) || message.Contains("aliases expanded", StringComparison.Ordinal) =>
                (line, column, message, "write the values out, flat and without aliases"),
            _ when message.Contains("names no anchor", StringComparison.Ordinal) => (line, column, message, "define it above with `&`, or write the value out"),
            _ => (line, column, $"not readable as YAML: {FirstLine(message)}", "check indentation, quotes and the colon after the key here and on the line above"),
        };
    }

    // The parser blames the block that the tab is in: the tab itself is on that line or below.
    private static (int Line, int Column)? Tab(string text, int from, bool told)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var tab = line[..^line.TrimStart().Length].IndexOf('\t');
            if (number >= from && tab >= 0 && !line.IsWhiteSpace())
            {
                return (number, tab + 1);
            }

            if (number >= from && !told)
            {
                return null;
            }
        }

        return null;
    }

    private static string FirstLine(string message)
    {
        var line = message.Split('\n')[0].Trim().TrimEnd('.');
        return line.Length > 0 ? char.ToLowerInvariant(line[0]) + line[1..] : "unknown syntax";
    }
}
