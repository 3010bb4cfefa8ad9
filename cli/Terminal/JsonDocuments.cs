using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>How the documents of <c>--output json</c> are written: snake case, indented, states by their names.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(LineageGraph))]
[JsonSerializable(typeof(ReleaseListDocument))]
[JsonSerializable(typeof(ValidationDocument))]
public sealed partial class JsonDocuments : JsonSerializerContext
{
    // Texts stay readable: a document goes to a pipe or a file, never into a page.
    private static readonly JsonDocuments Written = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });

    /// <typeparam name="T">One of the documents above.</typeparam>
    public static string Write<T>(T document) => JsonSerializer.Serialize(document, typeof(T), Written);
}
