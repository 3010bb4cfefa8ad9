using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines;

/// <summary>What a value looks like, in JSON Schema's words; part of its kind, so that the parser and the schema are told of it at one place.</summary>
internal sealed record ValueShape
{
    public static readonly ValueShape Text = new() { Types = ["string", "number", "boolean"] };

    public static readonly ValueShape YesNo = new() { Types = ["boolean"] };

    /// <summary>JSON Schema's <c>type</c>; more than one where YAML's bare scalars are taken as they are written.</summary>
    public IReadOnlyList<string> Types { get; private init; } = ["string"];

    /// <summary>ECMA regular expression.</summary>
    public string? Pattern { get; private init; }

    public IReadOnlyList<string> Words { get; private init; } = [];

    public int? Least { get; private init; }

    public int? Most { get; private init; }

    public int? Longest { get; private init; }

    /// <summary>Whether YAML's <c>null</c> is one of the words.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Any of these; what else is said here does not count then.</summary>
    public IReadOnlyList<ValueShape> Choices { get; private init; } = [];

    public static ValueShape Matching(string pattern, int? longest = null) => new() { Pattern = pattern, Longest = longest };

    public static ValueShape OneOf(params IReadOnlyList<string> words) => new() { Words = words };

    public static ValueShape Whole(int least, int most) => new() { Types = ["integer"], Least = least, Most = most };

    public static ValueShape AnyOf(params IReadOnlyList<ValueShape> shapes) => new() { Choices = shapes };

    public JsonObject ToJson()
    {
        if (Choices.Count > 0)
        {
            return new JsonObject { ["anyOf"] = new JsonArray([.. Choices.Select(c => c.ToJson())]) };
        }

        if (Words.Count > 0)
        {
            var words = new JsonArray([.. Words.Select(w => JsonValue.Create(w))]);
            if (IsNullable)
            {
                words.Add(null);
            }

            return new JsonObject { ["enum"] = words };
        }

        var json = new JsonObject { ["type"] = Types.Count == 1 ? Types[0] : new JsonArray([.. Types.Select(t => JsonValue.Create(t))]) };
        Add(json, "pattern", Pattern);
        Add(json, "maxLength", Longest);
        Add(json, "minimum", Least);
        Add(json, "maximum", Most);
        return json;
    }

    private static void Add(JsonObject json, string keyword, JsonNode? value)
    {
        if (value is not null)
        {
            json[keyword] = value;
        }
    }
}
