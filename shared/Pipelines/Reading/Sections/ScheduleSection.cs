namespace EtlMesh.Pipelines;

/// <summary>The blocks <c>schedule</c> and <c>sla</c>.</summary>
internal static class ScheduleSection
{
    private static readonly ValueShape FiveFields = ValueShape.Matching("^ *[0-9A-Za-z*,/-]+( +[0-9A-Za-z*,/-]+){4} *$");
    private static readonly ValueShape ZoneName = ValueShape.Matching("^[A-Za-z]");

    public static ScheduleDefinition? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var schedule = new ScheduleDefinition
        {
            Cron = Cron(section),
            TimeZone = Zone(section),
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

    private static string Cron(Section section)
    {
        section.Require("cron");
        if (section.Take("cron", FiveFields) is not { } node || !section.TryRead("cron", node, ValueKinds.Text, out var cron))
        {
            return "";
        }

        if (CronExpressions.ToQuartz(cron) is null)
        {
            var (message, remedy) = CronExpressions.Explain(cron);
            section.Problems.Add(node, $"`cron`, {Section.Shown(cron)}, {message}", remedy);
        }

        return cron;
    }

    private static string Zone(Section section)
    {
        if (section.Take("timezone", ZoneName, "UTC") is not { } node || !section.TryRead("timezone", node, ValueKinds.Text, out var zone))
        {
            return "UTC";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            var near = Nearest.To(zone, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id));
            section.Problems.Add(node, $"`timezone` is {Section.Shown(zone)}, which this machine does not know", near is null ? "write an IANA name such as `UTC` or `Europe/Berlin`" : $"did you mean `{near}`?");
        }

        return zone;
    }
}
