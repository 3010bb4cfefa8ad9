using System.Text.Json.Nodes;

namespace EtlMesh.Contracts.Tests;

/// <summary>The messages as a released version had them on the wire; see Frozen/README.md.</summary>
public static class Frozen
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Frozen");

    /// <summary>Every example: generation, message, example.</summary>
    public static IEnumerable<(string Generation, string Message, string Example)> All =>
        from generation in Directory.GetDirectories(Root)
        from message in Directory.GetDirectories(generation)
        from example in Directory.GetFiles(message, "*.json")
        orderby example
        select (Path.GetFileName(generation), Path.GetFileName(message), Path.GetFileNameWithoutExtension(example));

    public static TheoryData<string, string> Messages
    {
        get
        {
            var messages = new TheoryData<string, string>();
            foreach (var (generation, message) in All.Select(example => (example.Generation, example.Message)).Distinct())
                messages.Add(generation, message);
            return messages;
        }
    }

    public static string Envelope(string generation, string message, string example) => File.ReadAllText(Path.Combine(Root, generation, message, $"{example}.json"));

    /// <summary>What an envelope carries.</summary>
    public static JsonObject Message(string generation, string message, string example) =>
        JsonNode.Parse(Envelope(generation, message, example))!["message"]!.AsObject();
}
