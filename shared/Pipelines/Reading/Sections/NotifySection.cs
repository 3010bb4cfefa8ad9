namespace EtlMesh.Pipelines;

/// <summary>The blocks <c>report</c> and <c>notify</c>.</summary>
internal static class NotifySection
{
    public static ReportDefinition? ReadReport(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        section.Require("metrics");
        var report = new ReportDefinition
        {
            Model = section.Required("model", "", ValueKinds.Identifier),
            Date = section.Required("date", "", ValueKinds.Identifier),
            Metrics = section.Values("metrics", [], ValueKinds.Identifier),
        };
        section.Close();
        return report;
    }

    public static IReadOnlyList<NotifyDefinition> ReadAll(Section file) =>
        [.. file.Blocks("notify", "a notification").Select(Read)];

    private static NotifyDefinition Read(Section section)
    {
        var notify = new NotifyDefinition
        {
            Channel = section.Required("channel", NotifyChannel.Console, ValueKinds.Choice<NotifyChannel>()),
            Url = ReferencingTexts.Url(section, "url"),
            On = section.Values("on", [NotifyEvent.Completed, NotifyEvent.Blocked, NotifyEvent.Failed, NotifyEvent.Suspended], ValueKinds.Choice<NotifyEvent>()),
        };
        if (notify.Channel == NotifyChannel.Webhook)
        {
            section.Require("url");
        }

        section.Close();
        return notify;
    }
}
