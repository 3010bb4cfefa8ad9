using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Cli;

/// <summary>The document of <c>lineage --output json</c>.</summary>
[JsonSerializable(typeof(LineageGraph))]
public sealed partial class LineageDocuments : JsonSerializerContext
{
    private static readonly LineageDocuments Written = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });

    public static string Write(LineageGraph graph) => JsonSerializer.Serialize(graph, Written.LineageGraph);
}
