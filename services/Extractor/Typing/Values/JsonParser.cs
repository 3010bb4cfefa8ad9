using System.Text.Json;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>A JSON value, kept as it is written.</summary>
internal sealed class JsonParser : ValueParser
{
    /// <summary>Readers of the table follow no deeper.</summary>
    private const int MaxDepth = 1_000;

    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                // to its end, so that what stands behind the value breaks it
            }
        }
        catch (JsonException)
        {
            return false;
        }

        column.ValidUtf8(row, text);
        return true;
    }
}
