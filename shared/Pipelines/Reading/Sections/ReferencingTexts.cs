using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>The texts that may refer to the environment: addresses and hook URLs. They may hold secrets, so no message repeats them.</summary>
internal static partial class ReferencingTexts
{
    /// <summary>Checks the address of a source or a warehouse as far as it is known without the environment.</summary>
    public static string Address(Section section, string key, string fallback, IReadOnlyCollection<ConnectionKind> kinds, string schemes)
    {
        var node = section.Take(key, ValueShape.Matching($"({ConnectionAddress.Pattern(kinds)}|\\$\\{{)"), fallback);
        if (node is null || !section.TryRead(key, node, ValueKinds.Text with { Echo = false }, out var text) || !References(section, key, (TextNode)node))
        {
            return fallback;
        }

        if (HoldsPassword(text))
        {
            section.Problems.Add(node, $"`{key}` holds a password", "keep secrets out of the file: write `${NAME}` in its place and set NAME in the environment");
        }

        if (Known(section.Context, text) is { } known && !(ConnectionAddress.TryParse(known, out var address) && kinds.Contains(address.Kind)))
        {
            section.Problems.Add(node, $"`{key}` leads to {Scheme(known)}", $"write {schemes}");
        }

        return text;
    }

    /// <summary>Checks the URL of a hook.</summary>
    public static string? Url(Section section, string key)
    {
        var node = section.Take(key, ValueShape.Matching("(^https?://|\\$\\{)"));
        if (node is null || !section.TryRead(key, node, ValueKinds.Text with { Echo = false }, out var text) || !References(section, key, (TextNode)node))
        {
            return null;
        }

        if (Known(section.Context, text) is { } known && !(Uri.TryCreate(known, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            section.Problems.Add(node, $"`{key}` is not the URL of a web hook", "write `https://…`, or better `${NAME}` with NAME set in the environment");
        }

        return text;
    }

    /// <summary>Checks where a lake lies.</summary>
    public static string Place(Section section, string key, string fallback)
    {
        var node = section.Take(key, ValueShape.Matching($"({LakeAddress.Pattern}|\\$\\{{)"), fallback);
        if (node is null || !section.TryRead(key, node, ValueKinds.Text with { Echo = false }, out var text) || !References(section, key, (TextNode)node))
        {
            return fallback;
        }

        if (Known(section.Context, text) is { } known && !LakeAddress.TryParse(known, out _))
        {
            section.Problems.Add(node, $"`{key}` is no place for a lake", "write `s3://bucket/prefix`, a folder, or better `${NAME:-lake}` with NAME set in the environment");
        }

        return text;
    }

    /// <summary>A text that is a secret: it must come from the environment.</summary>
    public static string? Secret(Section section, string key)
    {
        var node = section.Take(key, ValueShape.Matching("\\$\\{"));
        if (node is null || !section.TryRead(key, node, ValueKinds.Text with { Echo = false }, out var text) || !References(section, key, (TextNode)node))
        {
            return null;
        }

        if (EnvironmentReferences.Find(text).Count == 0)
        {
            section.Problems.Add(node, $"`{key}` holds a secret", "keep secrets out of the file: write `${NAME}` and set NAME in the environment");
        }

        return text;
    }

    /// <summary>A text under a name of the writer's own, which tells whether it is a secret.</summary>
    public static string? Text(Section block, string name, Node node)
    {
        if (!block.TryRead(name, node, ValueKinds.Text with { Echo = false }, out var text) || !References(block, name, (TextNode)node))
        {
            return null;
        }

        if (SecretNamePattern().IsMatch(name) && EnvironmentReferences.Find(text).Count == 0)
        {
            block.Problems.Add(node, $"`{name}` holds a secret", "keep secrets out of the file: write `${NAME}` and set NAME in the environment");
        }

        return text;
    }

    /// <summary>Refuses references where nothing would resolve them.</summary>
    public static void Refuse(Section section, string key, string? text, Node place)
    {
        if (text is not null && text.Contains("${", StringComparison.Ordinal))
        {
            section.Problems.Add(place, $"`{key}` refers to the environment", "references work in `connection`, `warehouse`, `location`, `url` and a source's `http` only: write the value here");
        }
    }

    private static bool References(Section section, string key, TextNode node)
    {
        if (EnvironmentReferences.FindMalformed(node.Text) is >= 0 and var place)
        {
            section.Problems.Add(node.Line, Column(node, place), $"`{key}` has a `${{` that begins no reference", "write `${NAME}` or `${NAME:-default}`, or `$${` for `${` itself");
            return false;
        }

        var found = EnvironmentReferences.Find(node.Text);
        section.Context.Environment.AddRange(found);
        var missing = section.Context.Variable is { } variable ? EnvironmentReferences.Missing(node.Text, variable) : [];
        foreach (var reference in found.Where(r => r.Default is null).DistinctBy(r => r.Name).Where(r => missing.Contains(r.Name)))
        {
            section.Problems.Add(node.Line, Column(node, reference.Place), $"`{key}` needs the environment variable {reference.Name}, which is not set", $"set it, or write `${{{reference.Name}:-default}}`");
        }

        return missing.Count == 0;
    }

    /// <summary>The text as far as its meaning is fixed: with the given environment, or with defaults only. Null when it depends on more.</summary>
    private static string? Known(ReadContext context, string text) =>
        context.Variable is { } variable ? EnvironmentReferences.Resolve(text, variable)
        : EnvironmentReferences.Missing(text, _ => null).Count == 0 ? EnvironmentReferences.Resolve(text, _ => null)
        : null;

    private static int Column(TextNode node, int place) => node.Column + place + (node.Plain ? 0 : 1);

    private static string Scheme(string address)
    {
        var match = SchemePattern().Match(address);
        return match.Success ? $"`{match.Groups[1].Value}:`, which is not known here" : "no known place: it has no scheme";
    }

    private static bool HoldsPassword(string text) =>
        PasswordPattern().Match(text) is { Success: true } match && !match.Groups["password"].Value.Contains("${", StringComparison.Ordinal);

    [GeneratedRegex(@"^([a-z][a-z0-9+]{0,15}):", RegexOptions.CultureInvariant)]
    private static partial Regex SchemePattern();

    [GeneratedRegex("auth|cookie|key|pass|secret|sig|token", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretNamePattern();

    [GeneratedRegex(@"://[^/@:]*:(?<password>[^/@]+)@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordPattern();
}
