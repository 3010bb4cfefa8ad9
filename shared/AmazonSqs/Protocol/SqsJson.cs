using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>SQS's JSON, written and read without classes in between.</summary>
internal static class SqsJson
{
    private const string Text = "String";

    // An envelope is JSON inside JSON: quotes as \" and not as \u0022 keep it short.
    private static readonly JsonWriterOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly Dictionary<string, string> None = [];

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Short);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Operations without a result answer with nothing at all.</summary>
    public static JsonDocument Parse(byte[] answer) => JsonDocument.Parse(answer.Length == 0 ? "{}"u8.ToArray() : answer);

    public static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    public static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteMessage(Utf8JsonWriter json, OutboundMessage message)
    {
        json.WriteString("MessageBody", message.Body);
        if (message.DelaySeconds > 0)
            json.WriteNumber("DelaySeconds", message.DelaySeconds);
        if (message.GroupId is not null)
            json.WriteString("MessageGroupId", message.GroupId);
        if (message.DeduplicationId is not null)
            json.WriteString("MessageDeduplicationId", message.DeduplicationId);
        json.WriteStartObject("MessageAttributes");
        foreach (var (name, value) in message.Attributes)
        {
            json.WriteStartObject(name);
            json.WriteString("DataType", Text);
            json.WriteString("StringValue", value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static Dictionary<string, string> ReadMap(JsonElement parent, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parent.TryGetProperty(name, out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                map[property.Name] = property.Value.ToString();
        }

        return map;
    }

    /// <summary>A list of texts, and the token of the page after it.</summary>
    public static (IReadOnlyList<string> Texts, string? Next) ReadPage(JsonElement answer, string name)
    {
        var texts = answer.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Select(text => text.GetString()!).ToList() : [];
        return (texts, TextOf(answer, "NextToken"));
    }

    public static IReadOnlyList<InboundMessage> ReadMessages(byte[] answer)
    {
        using var document = Parse(answer);
        if (!document.RootElement.TryGetProperty("Messages", out var messages) || messages.ValueKind is not JsonValueKind.Array)
            return [];
        return messages.EnumerateArray().Select(ReadMessage).ToList();
    }

    public static IReadOnlyList<BatchFailure> ReadFailures(JsonElement answer)
    {
        if (!answer.TryGetProperty("Failed", out var failed) || failed.ValueKind is not JsonValueKind.Array || failed.GetArrayLength() == 0)
            return [];
        return failed.EnumerateArray().Select(failure =>
        {
            var error = new AwsError(TextOf(failure, "Code") ?? "", TextOf(failure, "Message") ?? "");
            var senderAtFault = failure.TryGetProperty("SenderFault", out var fault) && fault.ValueKind is JsonValueKind.True;
            return new BatchFailure(int.Parse(TextOf(failure, "Id")!, CultureInfo.InvariantCulture), error, !senderAtFault || error.MayPass);
        }).ToList();
    }

    /// <summary>Reads <c>{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": …}</c>.</summary>
    public static AwsError? ReadError(byte[] body)
    {
        try
        {
            using var document = Parse(body);
            var type = TextOf(document.RootElement, "__type");
            return type is null
                ? null
                : new AwsError(type[(type.LastIndexOf('#') + 1)..], TextOf(document.RootElement, "message") ?? TextOf(document.RootElement, "Message") ?? "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static InboundMessage ReadMessage(JsonElement message)
    {
        var attributes = None;
        if (message.TryGetProperty("MessageAttributes", out var given) && given.ValueKind is JsonValueKind.Object)
        {
            attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var attribute in given.EnumerateObject())
            {
                if (TextOf(attribute.Value, "StringValue") is { } value)
                    attributes[attribute.Name] = value;
            }
        }

        return new InboundMessage(TextOf(message, "MessageId")!, TextOf(message, "ReceiptHandle")!, TextOf(message, "Body") ?? "", attributes, ReadMap(message, "Attributes"));
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
