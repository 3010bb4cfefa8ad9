using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>One value in a JSON document, found as the document streams by.</summary>
internal static class JsonScalar
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1_000 };

    /// <param name="buffer">The document in UTF-8; disposed here.</param>
    /// <param name="path">Dotted path to the value.</param>
    /// <returns>A text or a number as text; null when there is none at the path, or it is null, false or empty.</returns>
    /// <exception cref="TerminalEtlException">The document is broken, or an object or array stands there.</exception>
    public static string? Find(RecordBuffer buffer, string path, string file)
    {
        using var _ = buffer;
        var walk = new Walk(path);
        var state = new JsonReaderState(Options);
        buffer.SkipByteOrderMark();
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.Window, buffer.Final, state);
            try
            {
                while (reader.Read())
                {
                    if (walk.Meet(ref reader))
                        return walk.Value;
                }
            }
            catch (JsonException broken)
            {
                throw new TerminalEtlException($"Reading {file}: the document is broken at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}; ask who runs the API.", broken);
            }

            if (buffer.Final)
                return null;
            var used = (int)reader.BytesConsumed;
            state = reader.CurrentState;
            buffer.Consume(used, buffer.Window[..used].Count((byte)'\n'));
            buffer.Fill();
        }
    }

    private sealed class Walk(string path)
    {
        private readonly string[] segments = path.Split('.');
        private int depth;
        private int matched;
        private bool valueIsNext;

        public string? Value { get; private set; }

        /// <returns>True when nothing more can be found.</returns>
        public bool Meet(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    valueIsNext = depth == matched + 1 && reader.ValueTextEquals(segments[matched]);
                    return false;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (valueIsNext && ++matched == segments.Length)
                        throw new TerminalEtlException($"Looking for the next page: `{path}` leads to an object or an array, not to a token or an address; correct `next` in the pipeline file.");
                    depth++;
                    valueIsNext = false;
                    return false;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    depth--;
                    return depth <= matched && matched > 0; // the only object that could hold it has ended
                default:
                    if (!valueIsNext || matched + 1 < segments.Length)
                    {
                        valueIsNext = false;
                        return false;
                    }

                    Value = reader.TokenType switch
                    {
                        JsonTokenType.String when reader.GetString() is { Length: > 0 } text => text,
                        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                        _ => null,
                    };
                    return true;
            }
        }
    }
}
