using System.Text;
using System.Text.Json;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Files;

/// <summary>Keys of records by name, and whether a record has one of them twice. Past the limit new names are no longer kept.</summary>
internal sealed class JsonKeys
{
    private readonly int limit;
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<long> lastSeen = [];
    private readonly List<JsonKinds> kinds = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private char[] text = new char[256];
    private long record;

    public JsonKeys(int limit)
    {
        this.limit = limit;
        lookup = positions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>In the order of appearance.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Notes what kind of value a key had.</summary>
    public void NoteKind(int position, JsonTokenType token) => kinds[position] |= token switch
    {
        JsonTokenType.String => JsonKinds.Text,
        JsonTokenType.Number => JsonKinds.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKinds.Boolean,
        JsonTokenType.StartObject or JsonTokenType.StartArray => JsonKinds.Nested,
        _ => JsonKinds.None,
    };

    /// <summary>An object or an array was among the key's values.</summary>
    public bool IsNested(int position) => kinds[position].HasFlag(JsonKinds.Nested);

    /// <summary>The types that the key's values may have in common; none when their kinds are mixed.</summary>
    public IReadOnlyList<TypeCandidate> CandidatesOf(int position) => kinds[position] switch
    {
        JsonKinds.Number => TypeCandidate.Numbers,
        JsonKinds.Boolean => TypeCandidate.Booleans,
        JsonKinds.Text => TypeCandidate.Times,
        _ => [],
    };

    public void BeginRecord() => record++;

    /// <summary>Notes a key of the record that was begun last.</summary>
    /// <param name="key">The key in UTF-8, unescaped.</param>
    /// <param name="position">The key's position in <see cref="Names"/>; -1 when there are more names than are kept.</param>
    /// <returns>False when the record had the key before.</returns>
    public bool TryNote(ReadOnlySpan<byte> key, out int position)
    {
        if (text.Length < key.Length)
            text = new char[key.Length * 2];

        var chars = text.AsSpan(0, Encoding.UTF8.GetChars(key, text));
        if (!lookup.TryGetValue(chars, out position))
        {
            position = names.Count < limit ? names.Count : -1;
            if (position < 0)
                return true;
            names.Add(chars.ToString());
            positions.Add(names[position], position);
            lastSeen.Add(record);
            kinds.Add(JsonKinds.None);
            return true;
        }

        var first = lastSeen[position] != record;
        lastSeen[position] = record;
        return first;
    }
}
