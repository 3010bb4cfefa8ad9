using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>The document of <c>validate --output json</c>.</summary>
[JsonSerializable(typeof(ValidationDocument))]
public sealed partial class ValidationDocuments : JsonSerializerContext
{
    private static readonly ValidationDocuments Written = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });

    public static string Write(IReadOnlyList<CheckedPipeline> pipelines) => JsonSerializer.Serialize(
        new ValidationDocument([.. pipelines.Select(read => new ValidatedPipeline(read.Name, read.Folder, read.Problems.Count == 0, read.Problems))]),
        Written.ValidationDocument);
}
