using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>How documents of the mesh are read and written: snake case, states by their names.</summary>
public static class MeshJson
{
    public static JsonSerializerOptions Options { get; } = Of(indented: false);

    /// <summary>For people and files.</summary>
    public static JsonSerializerOptions Indented { get; } = Of(indented: true);

    /// <summary>The one document of <c>--output json</c>.</summary>
    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Indented);

    private static JsonSerializerOptions Of(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // to a pipe or a file, never into a page
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = indented,
        NewLine = "\n",
    };
}
