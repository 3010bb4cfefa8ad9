using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtlMesh.SqlProject;

internal sealed class FailureThresholdJson : JsonConverter<FailureThreshold>
{
    public override FailureThreshold Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return FailureThreshold.TryParse(text, out var threshold) ? threshold : throw new JsonException($"`{text}` is no threshold.");
    }

    public override void Write(Utf8JsonWriter writer, FailureThreshold value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
