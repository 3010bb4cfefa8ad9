namespace EtlMesh.Pipelines;

/// <summary>An item of <c>tables</c>.</summary>
internal static class TableSection
{
    private static readonly ValueKind<int> SliceCount = ValueKinds.Whole(0, 1024) with
    {
        What = "auto or a number",
        Remedy = "write `auto`, or a number from 1 to 1024",
        TryRead = (string text, out int value) => (value = 0) == 0 && (text == "auto" || (ValueKinds.Whole(1, 1024).TryRead(text, out value))),
    };

    private static readonly ValueKind<TimeSpan?> Lag = new(ValueKinds.Duration.What, ValueKinds.Duration.Remedy, (string text, out TimeSpan? value) =>
    {
        var isDuration = ValueKinds.Duration.TryRead(text, out var duration);
        value = duration;
        return isDuration;
    });

    public static TableDefinition Read(Section section)
    {
        var name = section.Required("name", "", ValueKinds.Identifier);
        var key = section.Values("key", [], ValueKinds.Identifier);
        var slices = section.Value("slices", 0, SliceCount);
        var table = new TableDefinition
        {
            Name = name,
            Path = Glob(section),
            Format = Format(section),
            Csv = FormatSection.ReadCsv(section.Nested("csv")),
            Json = FormatSection.ReadJson(section.Nested("json")),
            Columns = ColumnsSection.Read(section.Nested("columns")),
            Key = key,
            Watermark = section.Optional("watermark", ValueKinds.Identifier),
            Lag = section.Value("lag", null, Lag),
            Deleted = section.Optional("deleted", ValueKinds.Identifier),
            Snapshot = section.Value("snapshot", SnapshotMode.Window, ValueKinds.Choice<SnapshotMode>()),
            Slices = slices == 0 ? null : slices,
            OnSchemaChange = section.Value("on_schema_change", SchemaChange.Evolve, ValueKinds.Choice<SchemaChange>()),
            MaxQuarantined = section.Value("max_quarantined", Ratio.FromPercent(1), ValueKinds.Percentage),
            AllowEmpty = section.Value("allow_empty", false, ValueKinds.YesNo),
        };
        TableChecks.Check(section, table);
        section.Close();
        return table;
    }

    private static TableFormat? Format(Section section)
    {
        var node = section.Take("format");
        return node is not null && section.TryRead("format", node, ValueKinds.Choice<TableFormat>(), out var format) ? format : null;
    }

    private static string? Glob(Section section)
    {
        var node = section.Take("path");
        if (node is null || !section.TryRead("path", node, ValueKinds.Text, out var glob))
        {
            return null;
        }

        ReferencingTexts.Refuse(section, "path", glob, node);
        if (glob.StartsWith('/') || glob.Contains('\\', StringComparison.Ordinal) || glob.Split('/').Contains(".."))
        {
            section.Problems.Add(node, "`path` leaves the folder of the connection", "write it below the connection, with `/`, as in `orders/*.csv`");
        }

        return glob;
    }
}
