using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>The elements of an array in a JSON document, read as a stream. What is broken inside the document stops the reading and names the place.</summary>
/// <param name="buffer">The file in UTF-8; disposed with this.</param>
/// <param name="path">Dotted path to the array; null when it is the document itself.</param>
/// <param name="file">The file's name, for errors.</param>
internal sealed class JsonArray(RecordBuffer buffer, string? path, string file) : IJsonElements
{
    /// <summary>Nesting that is followed to find an element's end.</summary>
    private const int MaxDepth = 1_000;

    private readonly string[] segments = path?.Split('.') ?? [];
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = MaxDepth });
    private bool started;
    private bool ended;
    private int elementStart;
    private int elementLength;

    public long Line { get; private set; } = 1;

    public ReadOnlySpan<byte> Raw => buffer.Window.Slice(elementStart, elementLength);

    public bool Read()
    {
        if (ended)
            return false;

        if (!started)
        {
            started = true;
            buffer.SkipByteOrderMark();
            FindArray();
        }

        Consume(elementStart + elementLength);
        if (!Step(whole: true, "", out var token, out _))
            throw Broken("the file ends before its array does");
        if (token != JsonTokenType.EndArray)
            return true;

        ended = true;
        Consume(elementStart + elementLength);
        while (Pump(out _, out _, ""))
        {
            // the rest of the document, so that a cut file is noticed
        }

        return false;
    }

    public void Dispose() => buffer.Dispose();

    private void FindArray()
    {
        for (var level = 0; ; level++)
        {
            Require(Pump(out var token, out _, ""));
            if (level == segments.Length)
            {
                if (token != JsonTokenType.StartArray)
                    throw Broken(path is null ? "the document is not an array; name the path to its records as `json: { records: … }` in the pipeline file" : $"`{path}` is not an array");
                return;
            }

            if (token != JsonTokenType.StartObject)
                throw Broken($"`{path}` leads through something that is not an object");
            Descend(segments[level]);
        }
    }

    private void Descend(string name)
    {
        for (var depth = 0; ;)
        {
            Require(Pump(out var token, out var found, name));
            if (token == JsonTokenType.PropertyName && depth == 0 && found)
                return;
            if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
                depth++;
            else if (token is JsonTokenType.EndObject or JsonTokenType.EndArray && --depth < 0)
                throw Broken($"there is no `{path}` in the document");
        }
    }

    private void Require(bool read)
    {
        if (!read)
            throw Broken("the file ends too early");
    }

    /// <summary>Reads one token and takes it off the window.</summary>
    private bool Pump(out JsonTokenType token, out bool named, string name)
    {
        var read = Step(whole: false, name, out token, out named);
        Consume(elementStart + elementLength);
        return read;
    }

    /// <summary>Finds the next token, or the next whole value, in the window; fills it until it holds it.</summary>
    private bool Step(bool whole, string name, out JsonTokenType token, out bool named)
    {
        for (; ; buffer.Fill())
        {
            var reader = new Utf8JsonReader(buffer.Window, buffer.Final, state);
            try
            {
                var read = reader.Read();
                token = reader.TokenType;
                named = read && token == JsonTokenType.PropertyName && reader.ValueTextEquals(name);
                var start = (int)reader.TokenStartIndex;
                if (read && (!whole || reader.TrySkip()))
                {
                    Line = buffer.Line + buffer.Window[..start].Count((byte)'\n');
                    (elementStart, elementLength) = (start, (int)reader.BytesConsumed - start);
                    state = reader.CurrentState;
                    return true;
                }
            }
            catch (JsonException broken)
            {
                throw new TerminalEtlException(
                    $"Reading {file}: the document is broken at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1} ({Plain(broken)}; nesting is followed for {MaxDepth} levels); the records behind that place cannot be told apart. Ask for the file again, or deliver it as JSON lines.", broken);
            }

            if (buffer.Final)
                return false;
        }
    }

    private void Consume(int count)
    {
        buffer.Consume(count, buffer.Window[..count].Count((byte)'\n'));
        (elementStart, elementLength) = (0, 0);
    }

    private TerminalEtlException Broken(string what) => new($"Reading {file}: near line {buffer.Line}, {what}.");

    private static string Plain(JsonException broken) =>
        broken.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
}
