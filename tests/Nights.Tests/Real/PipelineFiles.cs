using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>A pipeline's folder in text: each table as a model, and a check that a variable can fail.</summary>
internal static class PipelineFiles
{
    public const string Source = "shop";

    public static IReadOnlyDictionary<string, string> Of(string name, string sourceFolder, TimeZoneInfo zone, IEnumerable<TableShape> tables, bool gateShut)
    {
        var files = new Dictionary<string, string>
        {
            ["pipeline.yml"] = $"""
                name: {name}
                schedule: {"{"} cron: "0 2 * * *", timezone: {zone.Id} {"}"}
                vars: {"{"} gate: {(gateShut ? "shut" : "open")} {"}"}
                sources:
                  {Source}:
                    connection: files:{sourceFolder}
                    tables:
                {string.Join('\n', tables.Select(table => $"      - {table.Yaml()}"))}

                """,
            ["dbt_project.yml"] = $"name: {name}\n",
            ["tests/gate.sql"] = "select 1 as shut where '{{ var(\"gate\") }}' = 'shut'\n",
        };
        foreach (var (i, table) in tables.Index())
            files[$"models/{table.Name}.sql"] = $"{{{{ config(materialized='{(i % 2 == 0 ? "view" : "table")}') }}}} select *, date '{{{{ var(\"run_date\") }}}}' as as_of from {{{{ source('{Source}', '{table.Name}') }}}}\n";
        return files;
    }
}
