namespace EtlMesh.Pipelines;

/// <summary>The blocks <c>csv</c> and <c>json</c> of a table.</summary>
internal static class FormatSection
{
    private static readonly ValueKind<string> Encoding = new(
        "an encoding that is supported",
        "write `utf-8`, `utf-16` or `latin-1`",
        ValueShape.OneOf("utf-8", "utf-16", "latin-1"),
        (string text, out string value) => (value = text) is "utf-8" or "utf-16" or "latin-1");

    public static CsvDefinition Read(Section section) => new()
    {
        Delimiter = section.Value("delimiter", ',', ValueKinds.Character),
        Header = section.Value("header", true, ValueKinds.YesNo),
        Quote = section.Value("quote", '"', ValueKinds.Character),
        NullValues = section.Values("null_values", [""], ValueKinds.Text),
        Encoding = section.Value("encoding", "utf-8", Encoding),
    };

    public static CsvDefinition ReadCsv(Section? section)
    {
        if (section is null)
        {
            return new CsvDefinition();
        }

        var csv = Read(section);
        if (csv.Delimiter == csv.Quote)
        {
            section.Problems.Add(section.Block, "`delimiter` and `quote` are the same character", "choose two");
        }

        section.Close();
        return csv;
    }

    public static JsonDefinition ReadJson(Section? section)
    {
        var json = new JsonDefinition { Records = section?.Optional("records", ValueKinds.Text) };
        section?.Close();
        return json;
    }
}
