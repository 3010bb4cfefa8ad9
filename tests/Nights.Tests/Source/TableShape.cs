namespace EtlMesh.Nights.Tests.Source;

/// <summary>A source table, as its pipeline file describes it.</summary>
internal sealed record TableShape
{
    public required string Name { get; init; }

    public required WatermarkKind Watermark { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>0, 1 (id) or 2 (id, part) columns.</summary>
    public required int KeyColumns { get; init; }

    public TimeSpan Lag { get; init; }

    public bool Tombstones { get; init; }

    public Delivery Delivery { get; init; }

    public bool Json { get; init; }

    /// <summary>Null: as the connector decides.</summary>
    public int? Slices { get; init; }

    /// <summary>The column <c>note</c>, which a table may gain later.</summary>
    public bool HasNote { get; init; }

    /// <summary>The pipeline file names the columns; else they are found in the files, and follow them.</summary>
    public bool Declared { get; init; } = true;

    /// <summary>The source keeps the promises that windows rest on: watermarks of a row only grow, and none comes later than the lag.</summary>
    public bool Honest { get; init; }

    public bool Keyed => KeyColumns > 0;

    public Marks Marks => new(Watermark, Zone);

    public string Extension => Json ? "jsonl" : "csv";

    /// <summary>Names and types, in the order of the file.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns =>
    [
        ("id", "bigint"),
        ("part", "varchar"),
        .. Watermark == WatermarkKind.None ? [] : new[] { ("changed", Watermark switch { WatermarkKind.Timestamp => "timestamp", WatermarkKind.Date => "date", WatermarkKind.Bigint => "bigint", _ => "timestamptz" }) },
        ("amount", "bigint"),
        .. Tombstones ? new[] { ("gone", "boolean") } : [],
        .. HasNote ? new[] { ("note", "varchar") } : [],
    ];

    /// <summary>The table's entry in the pipeline file.</summary>
    public string Yaml()
    {
        var parts = new List<string>
        {
            $"name: {Name}",
            $"path: \"{(Delivery == Delivery.CurrentRows ? $"{Name}.{Extension}" : $"{Name}-*.{Extension}")}\"",
            "max_quarantined: 100%",
            "allow_empty: true",
        };
        if (Declared)
            parts.Add($"columns: {{ {string.Join(", ", Columns.Select(column => $"{column.Name}: {column.Type}"))} }}");
        if (Keyed)
            parts.Add($"key: [{(KeyColumns == 2 ? "id, part" : "id")}]");
        if (Watermark != WatermarkKind.None)
            parts.Add("watermark: changed");
        if (Keyed && Watermark is not (WatermarkKind.None or WatermarkKind.Bigint))
            parts.Add(FormattableString.Invariant($"lag: {(long)Lag.TotalMinutes}m"));
        if (Tombstones)
            parts.Add("deleted: gone");
        if (Slices is { } slices)
            parts.Add(FormattableString.Invariant($"slices: {slices}"));
        return $"{{ {string.Join(", ", parts)} }}";
    }

    public override string ToString() =>
        $"{Name}: {Yaml()}{(Honest ? "" : ", whose source breaks its promises")}";
}
