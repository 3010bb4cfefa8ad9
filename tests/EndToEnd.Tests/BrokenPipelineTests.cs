using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>What <c>validate</c> says of pipelines with one mistake each: the place, the mistake and the remedy, word for word.</summary>
public sealed class BrokenPipelineTests
{
    /// <summary>Folder below <c>Pipelines/broken</c>; file, line and column; message; remedy.</summary>
    public static readonly TheoryData<string, string, string, string> Mistakes = new()
    {
        { "bad-cron", "pipeline.yml:2:19", "`cron`, `0 2 * *`, has 4 fields", """write five: minute, hour, day of month, month and day of week, as in `"0 2 * * *"`""" },
        { "bad-identifier", "pipeline.yml:7:14", "`key` is `order id`, not a plain SQL name", "use letters, digits and `_`, no digit first, at most 63 of them" },
        { "cyclic-ref", "models/revenue.sql:2:9", "models refer to each other in a circle: revenue (models/revenue.sql) → stg_orders (models/stg_orders.sql) → revenue (models/revenue.sql)", "remove one of these references, or move what both need into a model of its own" },
        { "missing-ref", "models/revenue.sql:2:9", "`ref('stg_ordres')` refers to a model that is not there", "did you mean `stg_orders`?" },
        { "missing-variable", "pipeline.yml:4:17", "`connection` needs the environment variable SHOP_URL, which is not set", "set it, or write `${SHOP_URL:-default}`" },
        { "outside-path", "pipeline.yml:2:9", "`models` leaves the pipeline's folder", "keep the dbt project in the pipeline's folder and name it from there, as in `models: .` or `models: dbt`" },
        { "unclosed-tag", "models/revenue.sql:2:6", "the tag is never closed: `}}` is missing", "write `}}` where it ends" },
        { "unknown-key", "pipeline.yml:7:9", "unknown key `watermrak`", "did you mean `watermark`?" },
        { "unknown-source", "pipeline.yml:4:17", "`connection` leads to `mongodb:`, which is not known here", "write `files:folder`, `mysql://…`, `postgres://…`, `https://…`, `s3://…` or `mysqldump:path`" },
        { "yaml-bomb", "pipeline.yml:7:38", "the file holds more than 100000 values, aliases expanded", "write the values out, flat and without aliases" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsToldWithItsPlaceAndRemedy(string pipeline, string place, string message, string remedy)
    {
        using var workplace = new Workplace(Workplace.OfTests(Path.Combine("broken", pipeline)));

        var told = (await workplace.RunAsync("validate", pipeline)).ExpectExit(2);

        Assert.Equal($"pipelines/{pipeline}/{place}: {message}; {remedy}\n{pipeline}: 1 problem\n", told.Output);
        Assert.Equal("", told.Errors);
        Assert.False(Directory.Exists(workplace.Home));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task MistakeAsJson_IsTheSame(string pipeline, string place, string message, string remedy)
    {
        using var workplace = new Workplace(Workplace.OfTests(Path.Combine("broken", pipeline)));

        var told = (await workplace.RunAsync("validate", pipeline, "--output", "json")).ExpectExit(2);

        var read = Assert.Single(told.Json.GetProperty("pipelines").EnumerateArray());
        Assert.Equal((pipeline, false), (read.GetProperty("name").GetString(), read.GetProperty("sound").GetBoolean()));
        var problem = Assert.Single(read.GetProperty("problems").EnumerateArray());
        Assert.Equal(($"pipelines/{pipeline}/{place}", message, remedy), (Place(problem), problem.GetProperty("message").GetString(), problem.GetProperty("remedy").GetString()));
        Assert.Equal("", told.Errors);
    }

    private static string Place(JsonElement problem) => $"{problem.GetProperty("file")}:{problem.GetProperty("line")}:{problem.GetProperty("column")}";
}
