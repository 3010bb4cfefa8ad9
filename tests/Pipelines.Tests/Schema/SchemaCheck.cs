using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines.Tests;

/// <summary>Holds a document against a JSON Schema; knows the keywords that the pipeline file's schema uses, and no others.</summary>
/// <param name="scalarsAreTexts">Whether <c>3</c>, <c>"3"</c> and <c>three</c> differ by their text only, as they do to the parser; editors tell numbers from texts.</param>
internal sealed class SchemaCheck(bool scalarsAreTexts)
{
    /// <summary>Where and why the document is refused, outermost first; empty when it is accepted.</summary>
    public IReadOnlyList<string> Problems(JsonNode schema, JsonNode? document) => [.. Check(schema, document, "$")];

    private IEnumerable<string> Check(JsonNode schema, JsonNode? value, string at)
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            foreach (var problem in Check(schema, keyword, rule!, value, at))
                yield return problem;
        }
    }

    private IEnumerable<string> Check(JsonNode schema, string keyword, JsonNode rule, JsonNode? value, string at) => keyword switch
    {
        "$schema" or "title" or "description" or "default" => [],
        "type" => When((rule is JsonArray types ? types.Select(t => (string)t!) : [(string)rule!]).Any(type => Is(type, value)), $"{at} is no {rule}"),
        "enum" => When(rule.AsArray().Any(word => word is null ? value is null : Text(value) == (string)word!), $"{at} is none of the words"),
        "pattern" => When(Text(value) is not { } text || Regex.IsMatch(text, (string)rule!, RegexOptions.ECMAScript), $"{at} does not match {rule}"),
        "maxLength" => When(Text(value) is not { } text || text.Length <= (int)rule!, $"{at} is too long"),
        "minimum" => When(!long.TryParse(Text(value), CultureInfo.InvariantCulture, out var number) || number >= (int)rule!, $"{at} is too small"),
        "maximum" => When(!long.TryParse(Text(value), CultureInfo.InvariantCulture, out var number) || number <= (int)rule!, $"{at} is too large"),
        "anyOf" => When(rule.AsArray().Any(choice => !Check(choice!, value, at).Any()), $"{at} is none of the choices"),
        "required" => value is JsonObject map ? rule.AsArray().Where(key => !map.ContainsKey((string)key!)).Select(key => $"{at} has no {key}") : [],
        "properties" => value is JsonObject map ? rule.AsObject().Where(key => map.ContainsKey(key.Key)).SelectMany(key => Check(key.Value!, map[key.Key], $"{at}.{key.Key}")) : [],
        "propertyNames" => value is JsonObject map ? map.SelectMany(key => Check(rule, JsonValue.Create(key.Key), $"{at}.{key.Key}")) : [],
        "additionalProperties" => value is JsonObject map ? map.Where(key => schema["properties"]?[key.Key] is null).SelectMany(key => Other(rule, key.Value, $"{at}.{key.Key}")) : [],
        "items" => value is JsonArray list ? list.SelectMany((item, i) => Check(rule, item, $"{at}[{i}]")) : [],
        "minItems" => When(value is not JsonArray list || list.Count >= (int)rule!, $"{at} has too few items"),
        "uniqueItems" => When(value is not JsonArray list || list.Select(Text).Distinct().Count() == list.Count, $"{at} names an item twice"),
        _ => throw new NotSupportedException($"the keyword {keyword} of the schema is not checked here"),
    };

    private IEnumerable<string> Other(JsonNode rule, JsonNode? value, string at) => rule is JsonValue ? [$"{at} is unknown"] : Check(rule, value, at);

    private bool Is(string type, JsonNode? value) => (type, value) switch
    {
        ("object", JsonObject) or ("array", JsonArray) => true,
        ("object" or "array", _) or (_, not JsonValue) => false,
        ("string", var text) => scalarsAreTexts || text!.GetValueKind() == System.Text.Json.JsonValueKind.String,
        ("number", var number) => number!.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        ("integer", var number) => IsBare(number!) && int.TryParse(Text(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ("boolean", var word) => IsBare(word!) && Text(word) is "true" or "false",
        _ => throw new NotSupportedException($"the type {type} of the schema is not checked here"),
    };

    private bool IsBare(JsonNode value) => scalarsAreTexts || value.GetValueKind() != System.Text.Json.JsonValueKind.String;

    private string? Text(JsonNode? value) => value is JsonValue scalar && (scalarsAreTexts || scalar.GetValueKind() is not System.Text.Json.JsonValueKind.Null)
        ? scalar.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)scalar! : scalar.ToJsonString()
        : null;

    private static IEnumerable<string> When(bool accepted, string problem) => accepted ? [] : [problem];
}
