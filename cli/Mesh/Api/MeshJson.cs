using System.Text.Encodings.Web;
using System.Text.Json;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>How documents of the mesh are written for people and files: as its API does, on several lines.</summary>
public static class MeshJson
{
    public static JsonSerializerOptions Indented { get; } = ApiJson.Apply(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // to a pipe or a file, never into a page
        WriteIndented = true,
        NewLine = "\n",
    });

    /// <summary>The one document of <c>--output json</c>.</summary>
    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Indented);
}
