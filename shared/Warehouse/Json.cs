using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtlMesh.Warehouse;

/// <summary>Records as they stand in columns of <c>etl</c>: snake_case, readable text.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>An object of texts, its properties in order.</summary>
    public static string Object(IReadOnlyList<string> names, IReadOnlyList<string?> values) =>
        $"{{{string.Join(',', names.Select((name, i) => $"{JsonSerializer.Serialize(name, Options)}:{JsonSerializer.Serialize(values[i], Options)}"))}}}";

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new InvalidOperationException($"The warehouse holds no {typeof(T).Name} where one is expected.");
}
