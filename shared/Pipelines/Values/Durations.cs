using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>Durations as people write them: <c>7d</c>, <c>2h</c>, <c>15m</c>, <c>1h30m</c>, <c>45s</c>; units descending, each at most once.</summary>
public static partial class Durations
{
    /// <summary>The longest duration: ten years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Pattern().Match(text);
        if (text.Length == 0 || !match.Success)
        {
            return false;
        }

        var seconds = Part(match, "d") * 86_400 + Part(match, "h") * 3_600 + Part(match, "m") * 60 + Part(match, "s");
        if (seconds > (long)Longest.TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The shortest spelling, whole seconds: <c>1h30m</c>; <c>0s</c> for nothing.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        foreach (var (count, unit) in ((int, char)[])[(duration.Days, 'd'), (duration.Hours, 'h'), (duration.Minutes, 'm'), (duration.Seconds, 's')])
        {
            if (count != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static long Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<d>[0-9]{1,9})d)?(?:(?<h>[0-9]{1,9})h)?(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9})s)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
