using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>How documents are written: snake case, indented, names of states as the design spells them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ErrorDocument))]
public sealed partial class RunDocuments : JsonSerializerContext
{
    /// <summary>Texts stay readable: the document goes to a pipe or a file, never into a page.</summary>
    public static RunDocuments Readable { get; } = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(RunDocument document) => JsonSerializer.Serialize(document, Readable.RunDocument);

    public static string Write(ErrorDocument document) => JsonSerializer.Serialize(document, Readable.ErrorDocument);
}
