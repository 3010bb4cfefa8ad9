using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines;

/// <summary>The keys that the parser asks a block for, noted while it reads an empty file. <paramref name="path"/> is the block's place, as in <c>sources.*.tables[]</c>; empty for the file.</summary>
internal sealed class BlockShape(string path)
{
    private readonly List<(string Key, Func<JsonObject> Shape, JsonNode? Fallback)> _keys = [];
    private readonly List<string> _required = [];
    private (ValueShape Names, Func<JsonObject> Shape)? _others;

    public void Value(string key, ValueShape shape, JsonNode? fallback) => _keys.Add((key, shape.ToJson, fallback));

    /// <summary>One value, or a list of them.</summary>
    public void Values(string key, ValueShape shape, JsonNode? fallback) =>
        _keys.Add((key, () => new JsonObject { ["anyOf"] = new JsonArray(shape.ToJson(), List(shape.ToJson(), unique: true)) }, fallback));

    public BlockShape Block(string key)
    {
        var block = new BlockShape(Below(key));
        _keys.Add((key, block.ToJson, null));
        return block;
    }

    /// <summary>A list of blocks.</summary>
    public BlockShape Blocks(string key, int least)
    {
        var block = new BlockShape(Below(key) + "[]");
        _keys.Add((key, () => List(block.ToJson(), least: least), null));
        return block;
    }

    /// <summary>A block that holds blocks under names of the writer's own.</summary>
    public BlockShape NamedBlocks(string key, ValueShape names)
    {
        var outer = Block(key);
        var block = new BlockShape(outer.Below("*"));
        outer._others = (names, block.ToJson);
        return block;
    }

    /// <summary>Values under names of the writer's own; null for any value.</summary>
    public void NamedValues(ValueShape names, ValueShape? values) => _others = (names, () => values?.ToJson() ?? []);

    public void Require(string key) => _required.Add(key);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = "object" };
        if (_others is { } others)
        {
            json["propertyNames"] = others.Names.ToJson();
            json["additionalProperties"] = others.Shape();
            return json;
        }

        json["additionalProperties"] = false;
        if (_required.Count > 0)
        {
            json["required"] = new JsonArray([.. _required.Distinct().Select(k => JsonValue.Create(k))]);
        }

        json["properties"] = new JsonObject(_keys.Select(k => KeyValuePair.Create<string, JsonNode?>(k.Key, Described(k.Key, k.Shape(), k.Fallback))));
        return json;
    }

    private JsonObject Described(string key, JsonObject shape, JsonNode? fallback)
    {
        var described = new JsonObject { ["description"] = KeyTexts.Of(Below(key)) };
        if (fallback is not null && !_required.Contains(key))
        {
            described["default"] = fallback.DeepClone();
        }

        foreach (var (keyword, value) in shape)
        {
            described[keyword] = value?.DeepClone();
        }

        return described;
    }

    private string Below(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static JsonObject List(JsonObject items, bool unique = false, int least = 0)
    {
        var json = new JsonObject { ["type"] = "array", ["items"] = items };
        if (unique)
        {
            json["uniqueItems"] = true;
        }

        if (least > 0)
        {
            json["minItems"] = least;
        }

        return json;
    }
}
