using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>How documents are written: snake case, indented, names of states as the design spells them.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ErrorDocument))]
public sealed partial class RunDocuments : JsonSerializerContext
{
    // Texts stay readable: the document goes to a pipe or a file, never into a page.
    private static readonly RunDocuments Written = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });

    public static string Write(RunDocument document) => JsonSerializer.Serialize(document, Written.RunDocument);

    public static string Write(ErrorDocument document) => JsonSerializer.Serialize(document, Written.ErrorDocument);
}
