using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>--output</c> with the formats that a command knows.</summary>
public static class OutputOption
{
    /// <param name="formats">What the command can write; text is the default.</param>
    public static Option<OutputFormat> Of(params OutputFormat[] formats)
    {
        var names = formats.Select(format => format.ToString().ToLowerInvariant()).ToArray();
        var option = new Option<OutputFormat>("--output")
        {
            Description = "How the result is written. Default: text.",
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var at = Array.IndexOf(names, result.Tokens.Single().Value);
                if (at >= 0)
                    return formats[at];
                result.AddError($"--output {result.Tokens.Single().Value}: unknown; write {string.Join(" or ", names)}.");
                return formats[0];
            },
        };
        return option;
    }
}
