namespace EtlMesh.Pipelines;

/// <summary>The blocks <c>schedule</c> and <c>sla</c>.</summary>
internal static class ScheduleSection
{
    private static readonly ValueKind<string> Cron = new(
        "a cron expression that comes due",
        "write minute, hour, day of month, month and day of week, as in `\"0 2 * * *\"`; restrict only one of the two days",
        ValueShape.Matching("^ *[0-9A-Za-z*,/-]+( +[0-9A-Za-z*,/-]+){4} *$"),
        (string text, out string value) => (value = text) is not null && CronExpressions.ToQuartz(text) is not null);

    private static readonly ValueKind<string> Zone = new(
        "a time zone that this machine knows",
        "write an IANA name such as `UTC` or `Europe/Berlin`",
        ValueShape.Matching("^[A-Za-z]"),
        (string text, out string value) => (value = text) is not null && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _));

    public static ScheduleDefinition? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var schedule = new ScheduleDefinition
        {
            Cron = section.Required("cron", "", Cron),
            TimeZone = section.Value("timezone", "UTC", Zone),
            DateOffset = section.Value("date_offset", -1, ValueKinds.Whole(-366, 366)),
            Missed = section.Value("missed", MissedNight.Start, ValueKinds.Choice<MissedNight>()),
        };
        section.Close();
        return schedule;
    }

    public static SlaDefinition? ReadSla(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var sla = new SlaDefinition
        {
            ReadyBy = section.Required("ready_by", default, ValueKinds.TimeOfDay),
            WarnBefore = section.Value("warn_before", TimeSpan.FromMinutes(15), ValueKinds.Duration),
        };
        section.Close();
        return sla;
    }
}
