using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EtlMesh.SqlProject;

/// <summary>Parses a YAML file into parts that know their places.</summary>
internal static partial class YamlText
{
    private const int DeepestNesting = 64;

    /// <summary>The file's mapping; null when it is empty, or, with a problem noted, when it is not one mapping.</summary>
    public static YamlPart? Parse(string text, string file, ProblemLog problems)
    {
        try
        {
            var depth = 0;
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                if (depth > DeepestNesting) throw new YamlException(parser.Current.Start, parser.Current.End, $"it nests deeper than {DeepestNesting}");
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0) return null;
            var root = new YamlPart(stream.Documents[0].RootNode, file);
            _ = root.Value(); // fails here, once, when aliases make it too large
            if (stream.Documents.Count > 1)
                problems.Add(new YamlPart(stream.Documents[1].RootNode, file).At, "the file holds several documents", "keep one, without `---`");
            if (root.IsMap) return root;
            if (root.Text is not null || root.IsList)
                problems.Add(root.At, "the file is no mapping of keys to values", "begin it with keys, such as `version: 2`");
            return null;
        }
        catch (YamlException e)
        {
            var (line, column, message, remedy) = Explain(text, e);
            problems.Add(new Place(file, line, column), message, remedy);
            return null;
        }
    }

    private static (int Line, int Column, string Message, string Remedy) Explain(string text, YamlException e)
    {
        var (line, column, cause) = ((int)e.Start.Line, (int)e.Start.Column, Cause(e));
        return cause switch
        {
            _ when TabbedLine().Match(text) is { Success: true } tab && cause.Contains(" tab", StringComparison.Ordinal) =>
                (text.AsSpan(0, tab.Index).Count('\n') + 1, tab.Groups["spaces"].Length + 1, "a tab in the indentation", "indent with spaces, YAML knows no tabs there"),
            _ when cause.StartsWith("Duplicate key", StringComparison.Ordinal) => (line, column, $"a key is given twice: {cause["Duplicate key".Length..].Trim()}", "keep one of them"),
            _ when cause.Contains("nests deeper", StringComparison.Ordinal) || cause.Contains("too many values", StringComparison.Ordinal) =>
                (line, column, $"this is not valid YAML: {cause}", "write the values out, flat and without aliases"),
            _ => (line, column, $"this is not valid YAML: {cause}", "correct indentation, quotes and colons at this place"),
        };
    }

    [GeneratedRegex(@"^(?<spaces> *)\t\s*\S", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TabbedLine();

    private static string Cause(YamlException e)
    {
        var message = (e.InnerException ?? e).Message;
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return (message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message).TrimEnd('.');
    }
}
