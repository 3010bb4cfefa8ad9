namespace EtlMesh.Pipelines;

/// <summary>The block <c>sources</c>.</summary>
internal static class SourceSection
{
    private static readonly ConnectionKind[] Kinds =
        [ConnectionKind.Files, ConnectionKind.MySql, ConnectionKind.Postgres, ConnectionKind.Https, ConnectionKind.S3, ConnectionKind.MySqlDump];

    public static IReadOnlyList<SourceDefinition> ReadAll(Section file)
    {
        file.Require("sources");
        var sources = new List<SourceDefinition>();
        var tables = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, name, section) in file.NamedBlocks("sources", name => $"source `{name}`"))
        {
            if (sources.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                file.Problems.Add(key, $"source `{name}` is given twice, SQL names do not differ by case", "rename one of them");
            }

            sources.Add(Read(section, name, tables));
        }

        return sources;
    }

    private static SourceDefinition Read(Section section, string name, HashSet<string> taken)
    {
        section.Require("connection");
        section.Require("tables");
        var source = new SourceDefinition
        {
            Name = name,
            Connection = ReferencingTexts.Address(
                section, "connection", "", Kinds, "`files:folder`, `mysql://…`, `postgres://…`, `https://…`, `s3://…` or `mysqldump:path`"),
            MaxConnections = section.Value("max_connections", 4, ValueKinds.Whole(1, 256)),
            RateLimit = section.Take("rate_limit", ValueKinds.Rate.Shape) is { } rate && section.TryRead("rate_limit", rate, ValueKinds.Rate, out var limit) ? limit : null,
            Sensor = ReadSensor(section.Nested("sensor")),
            Http = HttpSection.ReadSource(section.Nested("http")),
            Tables = ReadTables(section, name, taken),
        };
        section.Close();
        return source;
    }

    private static List<TableDefinition> ReadTables(Section section, string source, HashSet<string> taken)
    {
        var tables = new List<TableDefinition>();
        foreach (var block in section.Blocks("tables", "a table", empty: ($"source `{source}` has no table", "name at least one, as in `- name: orders`")))
        {
            var table = TableSection.Read(block);
            if (table.Name.Length > 0 && !taken.Add($"{source}__{table.Name}"))
            {
                section.Problems.Add(block.Block, $"table `{table.Name}` of source `{source}` is given twice", "keep one of them; SQL names do not differ by case, and source and table are joined by `__`");
            }

            tables.Add(table);
        }

        return tables;
    }

    private static SensorDefinition? ReadSensor(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var sensor = new SensorDefinition
        {
            Query = section.Optional("query", ValueKinds.Text),
            Every = section.Value("every", TimeSpan.FromMinutes(1), ValueKinds.PositiveDuration),
            GiveUpAfter = section.Value("give_up_after", TimeSpan.FromMinutes(30), ValueKinds.Duration),
        };
        section.Close();
        return sensor;
    }
}
