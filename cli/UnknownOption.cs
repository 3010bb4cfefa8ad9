using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Finds a mistyped option. To System.CommandLine it is an argument like any other word, and would be looked for as a pipeline.</summary>
internal static partial class UnknownOption
{
    /// <summary>What is wrong and the nearest option; null when every word that looks like an option is one.</summary>
    public static string? In(ParseResult parsed)
    {
        var taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        if (taken.FirstOrDefault(word => Looks().IsMatch(word)) is not { } unknown)
            return null;

        var options = parsed.CommandResult.Command.Options.Select(option => option.Name).Append("--help").Order(StringComparer.Ordinal).ToList();
        return $"{unknown}: unknown option; {Nearest.Remedy(unknown.Split('=')[0], options, "the options here are")}";
    }

    [GeneratedRegex("^--?[a-z][a-z-]*(=.*)?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Looks();
}
