using System.Text.Json;

namespace EtlMesh.Cli.Tests;

public sealed class LineageCommandTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly TestShell shell;

    public LineageCommandTests()
    {
        shell = new TestShell { Folder = folder.Path };
        folder.Write("pipelines/night/pipeline.yml", "name: night\nmodels: dbt\nsources:\n  shop:\n    connection: files:sample\n    tables:\n      - name: orders\n      - name: unread\n");
        folder.Write("pipelines/night/dbt/dbt_project.yml", "name: night\n");
        folder.Write("pipelines/night/dbt/seeds/countries.csv", "code,name\nde,Germany\n");
        folder.Write("pipelines/night/dbt/models/clean.sql", "select * from {{ source('shop', 'orders') }}");
        folder.Write("pipelines/night/dbt/models/inner.sql", "{{ config(materialized='ephemeral') }} select * from {{ ref('clean') }}");
        folder.Write("pipelines/night/dbt/models/report.sql", "select * from {{ ref('inner') }} join {{ ref('countries') }} on code = country");
        folder.Write("pipelines/night/dbt/models/schema.yml", "models:\n  - name: report\n    description: All of it\n    columns:\n      - name: id\n        data_tests: [unique, not_null]\n");
        folder.Write("pipelines/night/dbt/tests/matches.sql", "select * from {{ ref('clean') }} left join {{ ref('report') }} using (id) where code is null");
    }

    [Fact]
    public async Task Text_UnfoldsEachThingOnceFromItsSources()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night"));
        Assert.Equal(
            """
            source shop.orders
              clean             view       1 check, not run   dbt/models/clean.sql
                inner           ephemeral                     dbt/models/inner.sql
                  report        view       3 checks, not run  dbt/models/report.sql    All of it
            source shop.unread
            seed countries                                    dbt/seeds/countries.csv
              report (above)

            """,
            shell.Out.ToString());
    }

    [Fact]
    public async Task Json_HoldsEveryNodeAndEdge()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night", "--output", "json"));

        var graph = JsonDocument.Parse(shell.Out.ToString()).RootElement;
        Assert.Equal(
            [
                "source source.shop.orders pipeline.yml ",
                "source source.shop.unread pipeline.yml ",
                "seed seed.countries dbt/seeds/countries.csv ",
                "model model.clean dbt/models/clean.sql ",
                "model model.inner dbt/models/inner.sql ",
                "model model.report dbt/models/report.sql All of it",
                "check check.matches dbt/tests/matches.sql tests/matches.sql selects no rows",
                "check check.not_null_report_id dbt/models/schema.yml report.id is never null",
                "check check.unique_report_id dbt/models/schema.yml no value of report.id appears twice",
            ],
            graph.GetProperty("nodes").EnumerateArray().Select(node => Values(node, "kind", "id", "path", "description")));
        Assert.Equal(
            [
                "model.clean check.matches",
                "model.clean model.inner",
                "model.inner model.report",
                "model.report check.matches",
                "model.report check.not_null_report_id",
                "model.report check.unique_report_id",
                "seed.countries model.report",
                "source.shop.orders model.clean",
            ],
            graph.GetProperty("edges").EnumerateArray().Select(edge => Values(edge, "from", "to")));
        Assert.Equal(JsonValueKind.Null, graph.GetProperty("checked").ValueKind);
        Assert.All(graph.GetProperty("nodes").EnumerateArray(), node => Assert.Equal(JsonValueKind.Null, node.GetProperty("verdict").ValueKind));
    }

    [Fact]
    public async Task Html_IsOnePageThatLoadsNothingAndHoldsEachModelsSql()
    {
        folder.Write("pipelines/night/dbt/models/clean.sql", "select * from {{ source('shop', 'orders') }} where note < '<script>'");

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night", "--output", "html"));

        var page = shell.Out.ToString();
        Assert.Contains("<a href=\"#model.report\" class=\"soft\"><title>model report: view, 3 checks, not run</title>", page, StringComparison.Ordinal);
        Assert.Contains("<div id=\"model.report\">", page, StringComparison.Ordinal);
        Assert.Contains("from &quot;shop&quot;.&quot;orders&quot; where note &lt; &#39;&lt;script&gt;&#39;</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<td>report.id is never null</td><td class=\"soft\"><span class=\"short\">– not run</span></td>", page, StringComparison.Ordinal);
        Assert.Contains("Not checked yet: verdicts and rows appear after the first night.", page, StringComparison.Ordinal);
        Assert.Contains("Ephemeral: its SQL is inside the models that read it.", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("<path class=\"tip\" ").Length - 1);
    }

    [Fact]
    public async Task HostileTexts_AreEscapedOnThePage()
    {
        const string evil = "\"><script>alert('x')</script>";
        folder.Write("pipelines/night/pipeline.yml", $"name: night\nmodels: dbt\ndescription: '{evil.Replace("'", "''", StringComparison.Ordinal)}'\nsources:\n  shop:\n    connection: files:sample\n    tables:\n      - name: orders\n");
        folder.Write("pipelines/night/dbt/models/schema.yml", $"models:\n  - name: report\n    description: '{evil.Replace("'", "''", StringComparison.Ordinal)}'\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values: {{ values: ['<script>'] }}\n");

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night", "--output", "html"));

        var page = shell.Out.ToString();
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("&lt;script&gt;").Length - 1);
    }

    [Fact]
    public async Task WarehouseThatIsNotThere_IsWrongUsage_OnlyWhenItIsNamed()
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("lineage", "night", "--warehouse", "duckdb:none.duckdb"));
        Assert.Contains("there is no warehouse at", shell.Error.ToString(), StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night", "--home", "nowhere"));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "nowhere")));
    }

    [Fact]
    public async Task WarehouseThatCannotBeRead_LeavesThePictureWithoutVerdicts()
    {
        folder.Write(".etlmesh/warehouse.duckdb", "this is no database, but it is long enough to be looked at");

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night"));

        Assert.StartsWith("etlmesh: without verdicts. ", shell.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("3 checks, not run", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipelineOnAServerThatIsAway_IsShownWithoutVerdicts()
    {
        folder.Write("pipelines/night/pipeline.yml", "name: night\nmodels: dbt\nwarehouse: ${WAREHOUSE}\nsources:\n  shop:\n    connection: files:sample\n    tables:\n      - name: orders\n");
        shell.Variables["WAREHOUSE"] = $"postgres://127.0.0.1:{LoopbackPorts.Free(null, [])}/shop";

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("lineage", "night"));
        Assert.StartsWith("etlmesh: without verdicts. ", shell.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipelineWithAProblem_IsWrongUsageThatNamesIt()
    {
        folder.Write("pipelines/night/dbt/models/report.sql", "select * from {{ ref('claen') }}");

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("lineage", "night"));
        Assert.StartsWith("etlmesh: pipelines/night/dbt/models/report.sql:1:", shell.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(shell.Out.ToString());
    }

    public void Dispose() => folder.Dispose();

    private static string Values(JsonElement element, params IEnumerable<string> properties) =>
        string.Join(' ', properties.Select(property => element.GetProperty(property).GetString()));
}
