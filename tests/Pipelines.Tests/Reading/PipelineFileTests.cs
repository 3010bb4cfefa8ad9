namespace EtlMesh.Pipelines.Tests;

public sealed class PipelineFileTests
{
    private const string Head = "name: p\nsources:\n  s:\n    connection: files:x\n    tables:\n      - name: t\n";

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "pipeline.yml: the file is empty; begin with `name:` and `sources:`" },
        { "# nothing\n", "pipeline.yml: the file is empty; begin with `name:` and `sources:`" },
        { "- a\n", "pipeline.yml:1:1: the file is a list, not keys and values; begin with `name:` and `sources:`" },
        { Head + "---\nname: q\n", "pipeline.yml:7:1: a second document begins here; keep one document a file: remove the `---` and what follows" },
        { "name: p\n\tsources: 1\n", "a tab in the indentation; indent with spaces, YAML knows no tabs there" },
        { Head + "        colums: { id: bigint }\n", "pipeline.yml:7:9: unknown key `colums`; did you mean `columns`?" },
        { Head + "name: q\n", "pipeline.yml:7:1: key `name` is given twice, first on line 1; keep one of them" },
        { Head + "suspend_for: 15 minutes\n", "pipeline.yml:7:14: `suspend_for` is `15 minutes`, not a duration; write it like `15m`, `2h`, `1h30m` or `7d`, at most ten years" },
        { Head + "stages: { load: { timeout: 0s } }\n", "pipeline.yml:7:28: `timeout` is `0s`, not a duration above zero; write it like `15m`, `2h`, `1h30m` or `7d`, at most ten years" },
        { Head + "        max_quarantined: lots\n", "pipeline.yml:7:26: `max_quarantined` is `lots`, not a percentage; write it like `1%` or `0.5%`, from 0% to 100%" },
        { Head + "        allow_empty: yes\n", "pipeline.yml:7:22: `allow_empty` is `yes`, not true or false; write `true` or `false`" },
        { Head + "        slices: 0\n", "pipeline.yml:7:17: `slices` is `0`, not auto or a number; write `auto`, or a number from 1 to 1024" },
        { Head + "schedule: { cron: \"0 25 * * *\" }\n", "`cron`, `0 25 * * *`, is no cron expression; write minute 0-59" },
        { Head + "schedule: { cron: \"0 2 30 2 *\" }\n", "`cron`, `0 2 30 2 *`, never comes due" },
        { Head + "schedule: { cron: \"0 2 * * *\", timezone: Mars }\n", "`timezone` is `Mars`, which this machine does not know" },
        { Head + "sla: { ready_by: \"25:00\" }\n", "`ready_by` is `25:00`, not a time of day" },
        { Head.Replace("name: p", "name: Etl", StringComparison.Ordinal), "pipeline.yml:1:7: `name` is `Etl`, not a pipeline name" },
        { Head.Replace("name: p", "name: etl", StringComparison.Ordinal), "`etl`, `main`, `public`, `temp`, `system` and `pg-…` are taken" },
        { Head.Replace("name: t", "name: \"a;b\"", StringComparison.Ordinal), "pipeline.yml:6:15: `name` is `a;b`, not a plain SQL name" },
        { Head.Replace("files:x", "ftp://x", StringComparison.Ordinal), "pipeline.yml:4:17: `connection` leads to `ftp:`, which is not known here" },
        { Head.Replace("files:x", "duckdb:x", StringComparison.Ordinal), "pipeline.yml:4:17: `connection` leads to `duckdb:`, which is not known here" },
        { Head.Replace("files:x", "mysql://u:pw@h/d", StringComparison.Ordinal), "pipeline.yml:4:17: `connection` holds a password" },
        { Head.Replace("files:x", "\"files:${1}\"", StringComparison.Ordinal), "pipeline.yml:4:24: `connection` has a `${` that begins no reference" },
        { Head.Replace("files:x", "http://shop.example/v1", StringComparison.Ordinal), "pipeline.yml:4:17: `connection` leads to `http:`, which is not known here" },
        { Head.Replace("files:x", "http://localhost.example/v1", StringComparison.Ordinal), "pipeline.yml:4:17: `connection` leads to `http:`, which is not known here" },
        { Head.Replace("    tables", "    http: { bearer: canary }\n    tables", StringComparison.Ordinal), "pipeline.yml:5:21: `bearer` holds a secret; keep secrets out of the file" },
        { Head.Replace("    tables", "    http: { headers: { X-Api-Key: canary, X-Tenant: acme } }\n    tables", StringComparison.Ordinal), "pipeline.yml:5:35: `X-Api-Key` holds a secret" },
        { Head.Replace("    tables", "    http: { headers: { \"a b\": c } }\n    tables", StringComparison.Ordinal), "is `a b`, not a header" },
        { Head + "        http: { paging: cursor }\n", "pipeline.yml:7:15: `paging: cursor` does not know where the next page stands" },
        { Head + "        http: { path: ../other }\n", "pipeline.yml:7:23: `path` is `../other`, not a path below the connection" },
        { Head + "        http: { params: { status: \"${STATUS}\" } }\n", "`status` refers to the environment" },
        { Head + "      - name: T\n", "pipeline.yml:7:9: table `T` of source `s` is given twice" },
        { Head + "        columns: { id: bigint }\n        key: ids\n", "pipeline.yml:8:9: `key` names the column `ids`, which `columns` does not declare; did you mean `id`?" },
        { Head + "        columns: { id: bigin }\n", "pipeline.yml:7:24: column `id` has the unknown type `bigin`; did you mean `bigint`?" },
        { Head + "        columns: { id: bigint, ID: date }\n", "column `ID` is given twice" },
        { Head + "        path: t.jsonl\n        csv: { header: false }\n", "pipeline.yml:8:9: `csv` describes CSV, but the table's format is jsonl" },
        { Head + "        path: ../t.csv\n", "pipeline.yml:7:15: `path` leaves the folder of the connection" },
        { Head + "        relation: \"sales.orders; drop table x\"\n", "pipeline.yml:7:19: `relation` is `sales.orders; drop table x`, not a table's name" },
        { Head + "        relation: a.b.c\n", "pipeline.yml:7:19: `relation` is `a.b.c`, not a table's name; write it like `orders` or `sales.orders`" },
        { Head + "        relation: '\"a\"'\n", "`relation` is `\"a\"`, not a table's name" },
        { Head + "        watermark: \"at > now() --\"\n", "`watermark` is `at > now() --`, not a plain SQL name" },
        { Head + "        watermark: at\n        lag: 5m\n", "pipeline.yml:8:9: `lag` reads rows twice, which only a `key` can tell apart" },
        { Head + "models: ../other\n", "pipeline.yml:7:9: `models` leaves the pipeline's folder" },
        { Head + "notify:\n  - { channel: pigeon }\n", "`channel` is `pigeon`, not one of the choices here; write `console` or `webhook` or `file`" },
        { Head + "lake: { location: lake }\n", "`lake` has no `tables`; add `tables:`" },
        { Head + "lake: { tables: [] }\n", "`lake` sends no table; name a model below `tables:`, or remove `lake`" },
        { Head + "lake: { tables: [{ model: a }, { model: A }] }\n", "`lake` names the model `a` twice; keep it once" },
        { Head + "lake: { location: gs://x, tables: [{ model: a }] }\n", "`location` is no place for a lake; write `s3://bucket/prefix`, a folder, or better `${NAME:-lake}` with NAME set in the environment" },
        { Head + "lake: { tables: [{ model: a, granularity: week }] }\n", "`granularity` is `week`, not one of the choices here; write `day` or `month` or `year`" },
        { Head + "notify:\n  - { channel: webhook }\n", "pipeline.yml:8:5: a notification has no `url`; add `url:`" },
        { Head + "description:\n", "pipeline.yml:7:13: `description` has no value; give it one, or remove the key" },
        { Head + "description: [a]\n", "pipeline.yml:7:14: `description` is a list, not a text; write a text" },
        { Head + "vars: *none\n", "pipeline.yml:7:7: alias `*none` names no anchor above it" },
        { "description: x\n", "pipeline.yml:1:1: the file has no `sources`; add `sources:`" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WrongFile_NamesPlaceAndRemedy(string text, string expected)
    {
        var result = PipelineFile.ReadText(text);

        Assert.Null(result.Definition);
        Assert.Contains(result.Problems, p => p.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralProblems_AreAllReportedInOrder()
    {
        var result = PipelineFile.ReadText(Head + "        lagg: 1m\nsuspend_for: x\nwarehous: y\n");

        Assert.Equal([7, 8, 9], result.Problems.Select(p => p.Line));
    }

    [Fact]
    public void AliasBomb_IsRefused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains(PipelineFile.ReadText(bomb).Problems, p => p.Message.Contains("100000 values, aliases expanded", StringComparison.Ordinal));
    }

    [Fact]
    public void DeepNesting_IsRefused() =>
        Assert.Contains(PipelineFile.ReadText("a: " + new string('[', 500_000)).Problems, p => p.Message.Contains("nested deeper than 32", StringComparison.Ordinal));

    [Fact]
    public void MissingVariable_IsNamedWithItsPlace()
    {
        var text = Head.Replace("files:x", "mysql://u:${SHOP_PASSWORD}@h/d", StringComparison.Ordinal);

        Assert.NotNull(PipelineFile.ReadText(text).Definition);
        Assert.StartsWith(
            "pipeline.yml:4:27: `connection` needs the environment variable SHOP_PASSWORD, which is not set",
            PipelineFile.ReadText(text, _ => null).Problems.Single().ToString());
    }

    [Fact]
    public void SecretValue_IsNotInTheProblem()
    {
        var text = Head.Replace("files:x", "${SHOP_URL}", StringComparison.Ordinal);

        var problem = PipelineFile.ReadText(text, _ => "canary-secret").Problems.Single();

        Assert.DoesNotContain("canary", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownKey_IsIgnoredByServices() =>
        Assert.Equal("p", PipelineFile.ReadTolerantly(Head + "tomorrow: { a: 1 }\n").Name);

    [Fact]
    public void MissingFile_IsAProblem() =>
        Assert.Equal("pipeline.yml: the file does not exist; write pipeline.yml in the pipeline's folder, or correct the path", PipelineFile.Read("nowhere/pipeline.yml").Problems.Single().ToString());

    [Fact]
    public void DefaultsFill()
    {
        var pipeline = PipelineFile.ReadText(Head).Definition!;
        var table = pipeline.Find("s", "t").Table;

        Assert.Equal(("duckdb", ".", TimeSpan.FromHours(12)), (pipeline.Warehouse, pipeline.Models, pipeline.SuspendFor));
        Assert.Equal(("t.*", Ratio.FromPercent(1), null), (table.Glob, table.MaxQuarantined, table.Lag));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (pipeline.ToRunPlan(embedded: true).SuspendFor, pipeline.ToRunPlan(embedded: false).GiveUpAfter));
    }
}
