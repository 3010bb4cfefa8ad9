using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtlMesh.Cli;

/// <summary>A JSON array with an object per row, a row per line. Numbers keep every digit; dates, times and bytes are strings.</summary>
public sealed class JsonRowWriter : IRowWriter
{
    private const int FlushAt = 1 << 16;

    private readonly Stream stream;
    private readonly JsonEncodedText[] names;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter json;
    private bool any;

    public JsonRowWriter(Stream stream, IReadOnlyList<string> columns)
    {
        this.stream = stream;
        names = [.. columns.Select(column => JsonEncodedText.Encode(column, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Write(IReadOnlyList<object?> values)
    {
        buffer.Write(any ? ",\n  "u8 : "[\n  "u8);
        any = true;
        json.Reset(buffer);
        json.WriteStartObject();
        for (var i = 0; i < names.Length; i++)
        {
            json.WritePropertyName(names[i]);
            WriteValue(values[i]);
        }

        json.WriteEndObject();
        json.Flush();
        if (buffer.WrittenCount > FlushAt)
            Flush();
    }

    public void End()
    {
        buffer.Write(any ? "\n]\n"u8 : "[]\n"u8);
        Flush();
    }

    public void Dispose()
    {
        json.Dispose();
        stream.Dispose();
    }

    private void Flush()
    {
        stream.Write(buffer.WrittenSpan);
        stream.Flush();
        buffer.ResetWrittenCount();
    }

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case float.NaN or float.PositiveInfinity or float.NegativeInfinity or double.NaN or double.PositiveInfinity or double.NegativeInfinity:
                json.WriteStringValue(RowText.Of(value));
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName(RowText.Of(entry.Key) ?? "NULL");
                    WriteValue(entry.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable and not (string or byte[]):
                json.WriteStartArray();
                foreach (var item in (IEnumerable)value)
                    WriteValue(item);
                json.WriteEndArray();
                break;
            default:
                if (RowText.IsNumber(value))
                    json.WriteRawValue(RowText.Of(value)!);
                else
                    json.WriteStringValue(RowText.Of(value));
                break;
        }
    }
}
