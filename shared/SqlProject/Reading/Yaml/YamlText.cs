using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EtlMesh.SqlProject;

/// <summary>Parses a YAML file into parts that know their places.</summary>
internal static class YamlText
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
            var place = new Place(file, (int)e.Start.Line, (int)e.Start.Column);
            problems.Add(place, $"this is not valid YAML: {Cause(e)}", "correct indentation, quotes and colons at this place");
            return null;
        }
    }

    private static string Cause(YamlException e)
    {
        var message = (e.InnerException ?? e).Message;
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return (message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message).TrimEnd('.');
    }
}
