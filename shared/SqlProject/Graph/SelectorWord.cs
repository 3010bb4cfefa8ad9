using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>One selector word, such as <c>2+tag:nightly</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Method"><c>name</c>, <c>tag</c>, <c>path</c> or <c>fqn</c>.</param>
/// <param name="Value">What the method looks for; <c>*</c>, <c>?</c> are wildcards.</param>
/// <param name="Up">Steps towards ancestors.</param>
/// <param name="Down">Steps towards descendants.</param>
internal sealed partial record SelectorWord(string Text, string Method, string Value, int Up, int Down)
{
    private static readonly string[] Methods = ["name", "tag", "path", "fqn"];

    public static SelectorWord Parse(string text)
    {
        if (text.StartsWith('@')) throw Fault(text, "`@` is not supported", "write `+name+`");
        var match = Shape().Match(text);
        if (!match.Success) throw Fault(text, "it is not understood", "write a model's name, `tag:…` or `path:…`, with `+` before or after it");
        var method = match.Groups["method"] is { Success: true, Value: var m } ? m : match.Groups["value"].Value.Contains('/', StringComparison.Ordinal) ? "path" : "name";
        if (!Methods.Contains(method, StringComparer.Ordinal))
            throw Fault(text, $"there is no method `{method}`", Nearest.Remedy(method, Methods, "use one of"));
        return new SelectorWord(text, method, match.Groups["value"].Value.Trim('"'), Steps(match.Groups["up"]), Steps(match.Groups["down"]));
    }

    /// <summary>What the word selects, with ancestors and descendants.</summary>
    public HashSet<string> In(SqlProject project)
    {
        var matched = project.ModelSources.Values.Where(node => Matches(project, node)).Select(node => node.Name).ToList();
        if (matched.Count == 0)
        {
            var near = Method is "name" ? Nearest.To(Value, project.Graph.Names) : null;
            throw Fault(Text, "it selects nothing", near is null ? "name a model, tag or path that the project has" : $"did you mean `{near}`?");
        }

        var found = new HashSet<string>(matched, StringComparer.Ordinal);
        foreach (var name in matched)
        {
            if (Up > 0) found.UnionWith(project.Graph.Ancestors(name, Up));
            if (Down > 0) found.UnionWith(project.Graph.Descendants(name, Down));
        }

        return found;
    }

    private bool Matches(SqlProject project, ModelSource node) => Method switch
    {
        "tag" => TagsOf(project, node.Name).Any(t => Like(t, Value)),
        "path" => IsUnder(node.Path, Value.TrimEnd('/')),
        _ => Like(node.Name, Value) || IsFqn(node.Fqn, Value.Split('.')) || IsFqn([.. node.Fqn.Skip(1)], Value.Split('.')),
    };

    private static IReadOnlyList<string> TagsOf(SqlProject project, string name) =>
        project.Models.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal))?.Tags
        ?? project.Seeds.First(s => string.Equals(s.Name, name, StringComparison.Ordinal)).Tags;

    private static bool IsUnder(string path, string wanted) =>
        Like(path, wanted) || path.StartsWith(wanted + "/", StringComparison.Ordinal) || (wanted.Contains('*', StringComparison.Ordinal) && Like(path, wanted + "/*"));

    /// <summary>A folder's name stands for all that is in it.</summary>
    private static bool IsFqn(IReadOnlyList<string> fqn, string[] wanted) =>
        wanted.Length <= fqn.Count && wanted.Index().All(w => Like(fqn[w.Index], w.Item));

    private static bool Like(string text, string pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    private static int Steps(Group group)
    {
        if (!group.Success) return 0;
        var digits = group.Value.Trim('+');
        return digits.Length == 0 ? int.MaxValue : int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static TerminalEtlException Fault(string word, string what, string remedy) =>
        new($"Selecting models by `{word}`: {what}; {remedy}{(remedy.EndsWith('?') ? "" : ".")}");

    [GeneratedRegex(@"^(?<up>\d{0,4}\+)?(?:(?<method>[a-z_.]+):)?(?<value>[^+@:\s]+?)(?<down>\+\d{0,4})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
