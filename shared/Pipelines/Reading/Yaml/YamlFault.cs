using YamlDotNet.Core;

namespace EtlMesh.Pipelines;

/// <summary>Says in plain words what the YAML parser could not read.</summary>
internal static class YamlFault
{
    public static (string Message, string Remedy) Explain(string text, YamlException fault)
    {
        var line = LineOf(text, (int)fault.Start.Line);
        var indentation = line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length);
        if (indentation.Contains('\t') || fault.Message.Contains("tab character", StringComparison.Ordinal))
        {
            return ("a tab in the indentation", "indent with spaces, YAML knows no tabs there");
        }

        var message = fault.InnerException is { } inner ? inner.Message : fault.Message;
        return message switch
        {
            _ when message.Contains("deeper than", StringComparison.Ordinal) || message.Contains("aliases expanded", StringComparison.Ordinal) =>
                (message, "write the file flat; a pipeline file needs no such nesting or repetition"),
            _ when message.Contains("names no anchor", StringComparison.Ordinal) => (message, "define it above with `&`, or write the value out"),
            _ => ($"not readable as YAML: {FirstLine(message)}", "check indentation, quotes and the colon after the key here and on the line above"),
        };
    }

    private static string FirstLine(string message)
    {
        var line = message.Split('\n')[0].Trim().TrimEnd('.');
        return line.Length > 0 ? char.ToLowerInvariant(line[0]) + line[1..] : "unknown syntax";
    }

    private static string LineOf(string text, int number)
    {
        using var reader = new StringReader(text);
        var line = "";
        for (var i = 0; i < number && line is not null; i++)
        {
            line = reader.ReadLine();
        }

        return line ?? "";
    }
}
