using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EtlMesh.EndToEnd.Tests.Versions;

/// <summary>The fields that a service of the first frozen generation knows of each message.</summary>
internal static partial class FrozenShape
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Frozen", "001");

    private static readonly Dictionary<string, JsonNode> Known = Directory.GetDirectories(Root).ToDictionary(
        folder => Path.GetFileName(folder)!, folder => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "full.json")))!["message"]!);

    /// <summary>The run's message in an envelope, also the one in a fault; null for other messages, such as a saga's own deadlines.</summary>
    public static (string Name, JsonObject Message)? MessageOf(JsonNode envelope)
    {
        var type = (string)envelope["messageType"]![0]!;
        if (Contract().Match(type) is not { Success: true } contract)
            return null;
        var message = type.Contains("Fault[[", StringComparison.Ordinal) ? envelope["message"]!["message"]! : envelope["message"]!;
        return (contract.Groups[1].Value, message.AsObject());
    }

    /// <summary>Removes every field that was not there yet, from inner objects too.</summary>
    /// <returns>How many were removed.</returns>
    public static int Strip(string name, JsonObject message) => Known.TryGetValue(name, out var known)
        ? Strip(message, known)
        : throw new InvalidOperationException($"A service of the frozen generation does not know {name}.");

    private static int Strip(JsonNode? json, JsonNode? known)
    {
        switch (json, known)
        {
            case (JsonObject fields, JsonObject names):
                var added = fields.Select(field => field.Key).Where(field => !names.ContainsKey(field)).ToList();
                added.ForEach(field => fields.Remove(field));
                return added.Count + fields.Sum(field => Strip(field.Value, names[field.Key]));
            case (JsonArray items, JsonArray { Count: > 0 } example):
                return items.Sum(item => Strip(item, example[0]));
            default:
                return 0;
        }
    }

    [GeneratedRegex("EtlMesh\\.Contracts:([A-Za-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Contract();
}
