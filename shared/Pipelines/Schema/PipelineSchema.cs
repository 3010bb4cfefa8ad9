using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines;

/// <summary>The JSON Schema (draft 2020-12) of <c>pipeline.yml</c>, for editors. What the parser asks an empty file for is what the schema says.</summary>
public static class PipelineSchema
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text: indented JSON that ends with a line feed.</summary>
    public static string Write()
    {
        var file = new BlockShape("");
        PipelineSection.Read(Section.Recording(file));
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "EtlMesh pipeline",
            ["description"] = "What a pipeline reads, when, and what may stop it. `etlmesh validate` checks more: rules between keys, the environment, and the models.",
        };
        foreach (var (keyword, value) in file.ToJson())
        {
            schema[keyword] = value?.DeepClone();
        }

        return schema.ToJsonString(Written) + "\n";
    }
}
