using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>How the list of releases is written: snake case, indented.</summary>
[JsonSerializable(typeof(ReleaseListDocument))]
public sealed partial class ReleaseListDocuments : JsonSerializerContext
{
    private static readonly ReleaseListDocuments Written = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });

    public static string Write(ReleaseListDocument document) => JsonSerializer.Serialize(document, Written.ReleaseListDocument);
}
