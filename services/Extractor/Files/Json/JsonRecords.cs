using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>Records of JSON as texts by column. A missing key is NULL; keys that are no columns are passed over and remembered.</summary>
internal sealed class JsonRecords : IRecordSource
{
    private readonly IJsonElements elements;
    private readonly JsonKeys keys;
    private readonly int depth;
    private readonly bool strict;
    private readonly JsonReaderOptions options;
    private readonly JsonColumnKind[] kinds;
    private readonly JsonText[] texts;
    private byte[] rewritten = new byte[4096];
    private int rewrittenLength;

    /// <param name="elements">The records' texts; disposed with this.</param>
    /// <param name="columns">The table's columns, in order.</param>
    /// <param name="limits">Deepest nesting, and most keys that are remembered.</param>
    /// <param name="known">Where keys and their kinds are noted; null for this file's own.</param>
    /// <param name="strict">A record with a key that is no column is bad.</param>
    public JsonRecords(IJsonElements elements, IReadOnlyList<JsonColumn> columns, RecordLimits limits, JsonKeys? known = null, bool strict = false)
    {
        (this.elements, depth, this.strict) = (elements, limits.JsonDepth, strict);
        options = new JsonReaderOptions { MaxDepth = limits.JsonDepth };
        kinds = [.. columns.Select(column => column.Kind)];
        texts = new JsonText[kinds.Length];
        keys = known ?? new JsonKeys(limits.Columns + kinds.Length);
        foreach (var column in columns)
            keys.TryNote(System.Text.Encoding.UTF8.GetBytes(column.Name), out _);
    }

    /// <summary>Keys that are no columns, in the order of appearance.</summary>
    public IEnumerable<string> UnknownKeys => keys.Names.Skip(kinds.Length);

    public long Line => elements.Line;

    public string? Reason { get; private set; }

    public ReadOnlySpan<byte> Raw => elements.Raw;

    public bool Read()
    {
        if (!elements.Read())
            return false;

        keys.BeginRecord();
        rewrittenLength = 0;
        Array.Fill(texts, JsonText.Null);
        try
        {
            Reason = Parse(elements.Raw);
        }
        catch (JsonException broken)
        {
            Reason = broken.Message.Contains("maximum", StringComparison.OrdinalIgnoreCase) && broken.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
                ? $"nested deeper than {depth} levels, the limit"
                : $"broken JSON at byte {broken.BytePositionInLine + 1}";
        }
        catch (InvalidOperationException)
        {
            Reason = "a string with an escape that is no character";
        }

        return true;
    }

    public bool TryGetText(int column, out ReadOnlySpan<byte> utf8)
    {
        var text = texts[column];
        utf8 = text.IsNull ? default : text.Rewritten ? rewritten.AsSpan(text.Start, text.Length) : elements.Raw.Slice(text.Start, text.Length);
        return !text.IsNull;
    }

    public void Dispose() => elements.Dispose();

    private string? Parse(ReadOnlySpan<byte> raw)
    {
        if (!Utf8.IsValid(raw))
            return "bytes that are no UTF-8";

        var reader = new Utf8JsonReader(raw, options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return "the record is not an object";
        }

        string? reason = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var first = keys.TryNote(Key(ref reader), out var position);
            reason ??= first ? null : $"key `{keys.Names[position]}` stands twice";
            reader.Read();
            if (position >= 0)
                keys.NoteKind(position, reader.TokenType);
            if (strict && (position < 0 || position >= kinds.Length))
                reason ??= $"key `{(position < 0 ? "…" : keys.Names[position])}` is none of the columns that the last release pinned";
            reason ??= Take(ref reader, raw, position < kinds.Length ? position : -1);
            reader.Skip();
        }

        while (reader.Read())
        {
            // whatever stands behind the record breaks it
        }

        return reason;
    }

    private ReadOnlySpan<byte> Key(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        var text = Unescape(ref reader);
        return rewritten.AsSpan(text.Start, text.Length);
    }

    /// <returns>What is wrong with the value; null when nothing is.</returns>
    private string? Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> raw, int column)
    {
        if (column < 0 || reader.TokenType == JsonTokenType.Null)
            return null;

        var start = (int)reader.TokenStartIndex;
        var kind = kinds[column];
        if (reader.TokenType == JsonTokenType.String && kind != JsonColumnKind.Json)
        {
            texts[column] = reader.ValueIsEscaped ? Unescape(ref reader) : new JsonText(start + 1, reader.ValueSpan.Length, false);
            return TryGetText(column, out var text) && text.Contains((byte)0) ? $"key `{keys.Names[column]}` holds a NUL character" : null;
        }

        if (kind == JsonColumnKind.Exact && reader.TokenType == JsonTokenType.Number && reader.ValueSpan.ContainsAny((byte)'e', (byte)'E'))
        {
            var target = Room(reader.ValueSpan.Length + 200);
            if (ExactNumber.TryWriteOut(reader.ValueSpan, target, out var length))
            {
                texts[column] = new JsonText(rewrittenLength, length, true);
                rewrittenLength += length;
                return null;
            }
        }

        reader.Skip();
        texts[column] = new JsonText(start, (int)reader.BytesConsumed - start, false);
        return null;
    }

    private JsonText Unescape(ref Utf8JsonReader reader)
    {
        var length = reader.CopyString(Room(reader.ValueSpan.Length));
        rewrittenLength += length;
        return new JsonText(rewrittenLength - length, length, true);
    }

    private Span<byte> Room(int length)
    {
        if (rewritten.Length - rewrittenLength < length)
            Array.Resize(ref rewritten, Math.Max(rewritten.Length * 2, rewrittenLength + length));
        return rewritten.AsSpan(rewrittenLength);
    }
}
