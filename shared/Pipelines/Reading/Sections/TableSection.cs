namespace EtlMesh.Pipelines;

/// <summary>An item of <c>tables</c>.</summary>
internal static class TableSection
{
    private static readonly ValueKind<int> SliceCount = ValueKinds.Whole(0, 1024) with
    {
        What = "auto or a number",
        Remedy = "write `auto`, or a number from 1 to 1024",
        Shape = ValueShape.AnyOf(ValueShape.OneOf("auto"), ValueShape.Whole(1, 1024)),
        TryRead = (string text, out int value) => (value = 0) == 0 && (text == "auto" || (ValueKinds.Whole(1, 1024).TryRead(text, out value))),
    };

    private static readonly ValueShape InnerGlob = ValueShape.Matching("^(?!/)(?!(.*/)?\\.\\.(/|$))(?!.*\\$\\{)[^\\\\]*$");

    public static TableDefinition Read(Section section)
    {
        var name = section.Required("name", "", ValueKinds.Identifier);
        var key = section.Values("key", [], ValueKinds.Identifier);
        var slices = section.Take("slices", SliceCount.Shape, "auto") is { } node && section.TryRead("slices", node, SliceCount, out var count) ? count : 0;
        var table = new TableDefinition
        {
            Name = name,
            Path = Glob(section),
            Relation = section.Optional("relation", ValueKinds.Relation),
            Format = section.Choice<TableFormat>("format"),
            Csv = FormatSection.ReadCsv(section.Nested("csv")),
            Json = FormatSection.ReadJson(section.Nested("json")),
            Http = HttpSection.ReadTable(section.Nested("http")),
            Columns = ColumnsSection.Read(section.Nested("columns")),
            Key = key,
            Watermark = section.Optional("watermark", ValueKinds.Identifier),
            Lag = section.Take("lag", ValueKinds.Duration.Shape) is { } lag && section.TryRead("lag", lag, ValueKinds.Duration, out var distance) ? distance : null,
            Deleted = section.Optional("deleted", ValueKinds.Identifier),
            Snapshot = section.Value("snapshot", SnapshotMode.Window, ValueKinds.Choice<SnapshotMode>()),
            Slices = slices == 0 ? null : slices,
            OnSchemaChange = section.Value("on_schema_change", SchemaChange.Evolve, ValueKinds.Choice<SchemaChange>()),
            InvalidDates = section.ValueOrNull("invalid_dates", InvalidDates.Quarantine, InvalidDates.Null, ValueKinds.Choice<InvalidDates>()),
            MaxQuarantined = section.Value("max_quarantined", Ratio.FromPercent(1), ValueKinds.Percentage),
            AllowEmpty = section.Value("allow_empty", false, ValueKinds.YesNo),
        };
        TableChecks.Check(section, table);
        section.Close();
        return table;
    }

    private static string? Glob(Section section)
    {
        var node = section.Take("path", InnerGlob);
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
