using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines.Tests;

/// <summary>Makes pipeline files out of the schema, and breaks them; the same seed makes the same files.</summary>
internal sealed class AnyPipeline(JsonNode schema, int seed)
{
    /// <summary>Something for each pattern of the schema, and much that fits few of them.</summary>
    private static readonly string[] Texts =
    [
        "orders", "Orders", "id", "_x1", "1st", "a b", "", "new-shop", "etl", "pg-x", "a--b", "x;y", "true", "3", "0", "-1", "15m", "1h30m", "0s", "m", "5 m", "1%", "0.5 %", "101%", "%",
        "03:00", "24:00", "3:00", ",", ";", "\"", "\t", "é", "0 2 * * *", "0 2 * *", "0 2 1 * 1", "0 0 2 * * *", "UTC", "Europe/Berlin", "Mars", "files:sample", "duckdb", "duckdb:x", "mysql://h/d",
        "ftp://h", "https://h/x", "http://h/x", "${A}", "${A:-files:x}", "${A:-ftp:x}", "${A", "a${1}b", "bigint", "decimal(12,2)", "varchar(20)", "bigintt", ".", "dbt", "a/../b", "../x", "/abs", "a\\b", "*.csv",
        "lake", "s3://b/x", "s3://", "day",
        "csv", "jsonl", "window", "table", "evolve", "auto", "start", "report", "console", "webhook", "completed", "failed", "utf-8", "latin-1", "null", "50MB/s", "10/s", "0/s", "5MiB/s",
        "http://localhost:8/x", "X-Api-Key", "cursor", "link", "page", "iso", "millis", "v1/orders",
    ];

    private readonly Random random = new(seed);

    public JsonObject Valid() => Make(schema)!.AsObject();

    /// <summary>One change: a key too many or too few, a key mistyped, or another value in some place.</summary>
    public JsonObject Broken()
    {
        var file = Valid();
        var blocks = Blocks(file).ToList();
        var block = blocks[random.Next(blocks.Count)];
        var key = block.Count == 0 ? null : block.ElementAt(random.Next(block.Count)).Key;
        switch (random.Next(4))
        {
            case 0:
                block["zzz"] = Anything();
                break;
            case 1 when key is not null:
                block.Remove(key);
                break;
            case 2 when key is not null:
                var value = block[key];
                block.Remove(key);
                block[key + "s"] = value;
                break;
            case 3 when key is not null:
                block[key] = Anything();
                break;
        }

        return file;
    }

    private static IEnumerable<JsonObject> Blocks(JsonNode? node) => node switch
    {
        JsonObject block => block.SelectMany(key => Blocks(key.Value)).Prepend(block),
        JsonArray list => list.SelectMany(Blocks),
        _ => [],
    };

    private JsonNode? Anything() => random.Next(10) switch
    {
        0 => random.Next(-2, 1100),
        1 => random.Next(2) == 0,
        2 => null,
        3 => new JsonArray(),
        4 => new JsonObject(),
        5 => new JsonArray(Texts[random.Next(Texts.Length)], Texts[random.Next(Texts.Length)]),
        6 => new JsonObject { [Texts[random.Next(Texts.Length)]] = Texts[random.Next(Texts.Length)] },
        _ => Texts[random.Next(Texts.Length)],
    };

    private JsonNode? Make(JsonNode shape)
    {
        if (shape["anyOf"] is JsonArray choices)
            return Make(choices[random.Next(choices.Count)]!);
        if (shape["enum"] is JsonArray words)
            return words[random.Next(words.Count)]?.DeepClone();
        return shape["type"] is JsonArray ? Texts[random.Next(Texts.Length)] : (string?)shape["type"] switch
        {
            "object" => Block(shape),
            "array" => new JsonArray([.. Enumerable.Range(0, (int?)shape["minItems"] ?? 0 + random.Next(3)).Select(_ => Make(shape["items"]!)).DistinctBy(item => item!.ToJsonString())]),
            "boolean" => random.Next(2) == 0,
            "integer" => random.Next((int)shape["minimum"]!, (int)shape["maximum"]! + 1),
            "string" => Fitting(shape),
            _ => Anything(),
        };
    }

    private string Fitting(JsonNode shape)
    {
        var check = new SchemaCheck(scalarsAreTexts: false);
        var fitting = Texts.Where(text => check.Problems(shape, text).Count == 0).ToList();
        Assert.True(fitting.Count > 0, $"no text here fits {shape.ToJsonString()}: add one");
        return fitting[random.Next(fitting.Count)];
    }

    private JsonObject Block(JsonNode shape)
    {
        var block = new JsonObject();
        if (shape["propertyNames"] is { } names)
        {
            foreach (var _ in Enumerable.Range(0, random.Next(1, 3)))
                block[Fitting(names)] = Make(shape["additionalProperties"]!);
            return block;
        }

        var required = shape["required"]?.AsArray().Select(key => (string)key!).ToHashSet() ?? [];
        foreach (var (key, of) in shape["properties"]!.AsObject())
        {
            if (required.Contains(key) || random.Next(3) == 0)
                block[key] = Make(of!);
        }

        return block;
    }
}
