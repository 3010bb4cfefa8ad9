using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>The kinds of values in a pipeline file.</summary>
internal static partial class ValueKinds
{
    public static readonly ValueKind<string> Text = new("a text", "write a text", ValueShape.Text, (string text, out string value) => (value = text) is not null);

    public static readonly ValueKind<TimeSpan> Duration =
        new("a duration", "write it like `15m`, `2h`, `1h30m` or `7d`, at most ten years", ValueShape.Matching("^(?=.)([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?$"), Durations.TryParse);

    public static readonly ValueKind<TimeSpan> PositiveDuration =
        Duration with { What = "a duration above zero", Shape = ValueShape.Matching("^(?=.*[1-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?$"), TryRead = (string text, out TimeSpan value) => Durations.TryParse(text, out value) && value > TimeSpan.Zero };

    public static readonly ValueKind<Ratio> Percentage = new("a percentage", "write it like `1%` or `0.5%`, from 0% to 100%", ValueShape.Matching("^(0*100(\\.0{0,6})?|0*[0-9]{1,2}(\\.[0-9]{0,6})?) *%$"), Ratio.TryParse);

    public static readonly ValueKind<RateLimit> Rate = new("a rate", "write it like `50MB/s` (B, KB, MB or GB) or, for requests, `10/s`", ValueShape.Matching("^[1-9][0-9]{0,5}(B|KB|MB|GB)?/s$"), RateLimit.TryParse);

    public static readonly ValueKind<bool> YesNo = new("true or false", "write `true` or `false`", ValueShape.YesNo, TryReadBool);

    public static readonly ValueKind<TimeOnly> TimeOfDay = new("a time of day", "write it like `\"03:00\"`, from 00:00 to 23:59", ValueShape.Matching("^([01][0-9]|2[0-3]):[0-5][0-9]$"), TryReadTime);

    public static readonly ValueKind<char> Character = new("one character", "write one character in quotes, as in `\",\"` or `\"\\t\"`", ValueShape.Matching("^[\\x01-\\x09\\x0b\\x0c\\x0e-\\x7f]$"), TryReadCharacter);

    public static readonly ValueKind<string> Identifier =
        new("a plain SQL name", "use letters, digits and `_`, no digit first, at most 63 of them", ValueShape.Matching("^[A-Za-z_][A-Za-z0-9_]{0,62}$"), TryReadIdentifier);

    public static readonly ValueKind<string> Relation = new(
        "a table's name",
        "write it like `orders` or `sales.orders`: letters, digits, `_`, `$` and `-`, no digit first, at most 63 in each part",
        ValueShape.Matching("^[A-Za-z_][A-Za-z0-9_$-]{0,62}(\\.[A-Za-z_][A-Za-z0-9_$-]{0,62})?$"),
        (string text, out string value) => RelationPattern().IsMatch(value = text));

    public static ValueKind<int> Whole(int least, int most) => new(
        $"a whole number from {least} to {most}",
        $"write one from {least} to {most}",
        ValueShape.Whole(least, most),
        (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    /// <summary>The lowercase words of an enum.</summary>
    public static ValueKind<T> Choice<T>()
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        return new ValueKind<T>(
            words.Count == 2 ? $"{words[0]} or {words[1]}" : "one of the choices here",
            $"write {string.Join(" or ", words.Select(w => $"`{w}`"))}",
            ValueShape.OneOf(words),
            (string text, out T value) =>
            {
                value = default;
                return words.Contains(text, StringComparer.Ordinal) && Enum.TryParse(text, ignoreCase: true, out value);
            });
    }

    private static bool TryReadBool(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false";
    }

    private static bool TryReadTime(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static bool TryReadCharacter(string text, out char value)
    {
        value = text.Length == 1 ? text[0] : default;
        return text.Length == 1 && char.IsAscii(value) && value is not ('\n' or '\r' or '\0');
    }

    private static bool TryReadIdentifier(string text, out string value)
    {
        value = text;
        return IdentifierPattern().IsMatch(text);
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdentifierPattern();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_$-]{0,62}(\.[A-Za-z_][A-Za-z0-9_$-]{0,62})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RelationPattern();
}
