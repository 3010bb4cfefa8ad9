using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>How the documents of the operations API are written: <c>snake_case</c>, on both sides.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Makes options write as the API does.</summary>
    /// <returns>The same options.</returns>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MaxDepth = 16;
        return options;
    }
}
