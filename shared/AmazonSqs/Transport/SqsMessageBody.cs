using System.Text.Json;
using MassTransit;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>The envelope, also out of the one that SNS puts around it where a subscription is not raw.</summary>
internal sealed class SqsMessageBody(string body) : StringMessageBody(body), JsonMessageBody
{
    /// <summary>The topic, where SNS said it.</summary>
    public string? TopicArn { get; private set; }

    public JsonElement? GetJsonElement(JsonSerializerOptions options)
    {
        var outer = JsonSerializer.Deserialize<JsonElement>(GetString(), options);
        if (outer.ValueKind is not JsonValueKind.Object || !TryGet(outer, "TopicArn", out var topic))
            return outer;
        TopicArn = topic;
        return TryGet(outer, "Message", out var inner) ? JsonSerializer.Deserialize<JsonElement>(inner, options) : outer;
    }

    private static bool TryGet(JsonElement outer, string name, out string value)
    {
        var found = outer.TryGetProperty(name, out var element) || outer.TryGetProperty(char.ToLowerInvariant(name[0]) + name[1..], out element);
        value = found && element.ValueKind is JsonValueKind.String ? element.GetString()! : "";
        return value.Length > 0;
    }
}
