using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>The most load that is put on a source in a second: <c>50MB/s</c> for databases, <c>10/s</c> for requests.</summary>
/// <param name="PerSecond">At least 1.</param>
/// <param name="Unit">What is counted.</param>
public readonly partial record struct RateLimit(long PerSecond, RateUnit Unit)
{
    /// <summary>Reads <c>10/s</c>, or bytes as <c>500KB/s</c>, <c>50MB/s</c>, <c>1GB/s</c>: powers of 1,000.</summary>
    public static bool TryParse(string text, out RateLimit limit)
    {
        limit = default;
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var factor = match.Groups["unit"].Value switch
        {
            "KB" => 1_000L,
            "MB" => 1_000_000L,
            "GB" => 1_000_000_000L,
            _ => 1L,
        };
        limit = new RateLimit(
            long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * factor, match.Groups["unit"].Success ? RateUnit.Bytes : RateUnit.Requests);
        return true;
    }

    public override string ToString() => Unit == RateUnit.Requests
        ? string.Create(CultureInfo.InvariantCulture, $"{PerSecond}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{PerSecond}B/s");

    [GeneratedRegex(@"^(?<number>[1-9][0-9]{0,5})(?<unit>B|KB|MB|GB)?/s\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
