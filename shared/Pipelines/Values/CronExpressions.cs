using System.Text.RegularExpressions;
using Quartz;

namespace EtlMesh.Pipelines;

/// <summary>Five-field cron, translated for Quartz, which counts seconds and days differently.</summary>
public static partial class CronExpressions
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    // Any instant does: an expression that never comes due from here on never does.
    private static readonly DateTimeOffset Anchor = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with an expression that <see cref="ToQuartz"/> refuses, and the remedy.</summary>
    public static (string Message, string Remedy) Explain(string cron)
    {
        const string Fields = "write five: minute, hour, day of month, month and day of week, as in `\"0 2 * * *\"`";
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields switch
        {
            { Length: 6 or 7 } => ($"has {fields.Length} fields", $"{Fields}; seconds and years are not known"),
            { Length: not 5 } => ($"has {fields.Length} {(fields.Length == 1 ? "field" : "fields")}", Fields),
            _ when fields[2] != "*" && fields[4] != "*" => ("restricts the day of month and the day of week", "write `*` for one of them"),
            _ when ToQuartz(cron) is null && fields.All(f => FieldPattern().IsMatch(f)) && ToQuartz($"{fields[0]} {fields[1]} * * {fields[4]}") is not null && ToQuartz($"0 0 {fields[2]} * *") is not null =>
                ("never comes due", "write a day that its month has"),
            _ => ("is no cron expression", "write minute 0-59, hour 0-23, day of month 1-31, month 1-12 and day of week 0-7, as in `\"0 2 * * *\"`"),
        };
    }

    /// <summary>Quartz's spelling; null when the text is no cron expression, restricts both days, or never comes due (30 February).</summary>
    public static string? ToQuartz(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5 || !fields.All(f => FieldPattern().IsMatch(f)) || (fields[2] != "*" && fields[4] != "*"))
        {
            return null;
        }

        var week = fields[4] == "*" ? "?" : Week(fields[4]);
        var month = fields[4] == "*" ? fields[2] : "?";
        if (week is null)
        {
            return null;
        }

        var translated = $"0 {fields[0]} {fields[1]} {month} {fields[3]} {week}";
        try
        {
            return new CronExpression(translated).GetNextValidTimeAfter(Anchor) is null ? null : translated;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Written out day by day: numbers mean other days to Quartz.
    private static string? Week(string field)
    {
        var days = new SortedSet<int>();
        foreach (var item in field.Split(','))
        {
            var match = DaysPattern().Match(item.ToUpperInvariant());
            var from = match.Groups["from"].Value is "*" or "" ? 0 : Number(match.Groups["from"].Value);
            var to = match.Groups["to"].Success ? Number(match.Groups["to"].Value)
                : match.Groups["from"].Value == "*" || match.Groups["step"].Success ? 6 : from;
            var step = match.Groups["step"].Success ? match.Groups["step"].Value[0] - '0' : 1;
            if (!match.Success || from > to || step == 0)
            {
                return null;
            }

            for (var day = from; day <= to; day += step)
            {
                days.Add(day % 7);
            }
        }

        return string.Join(',', days.Select(d => Days[d]));
    }

    private static int Number(string day) => char.IsAsciiDigit(day[0]) ? day[0] - '0' : Array.IndexOf(Days, day);

    [GeneratedRegex(@"^[0-9A-Za-z*,/-]+\z")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"^(?<from>\*|[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:-(?<to>[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT))?(?:/(?<step>[1-7]))?\z")]
    private static partial Regex DaysPattern();
}
