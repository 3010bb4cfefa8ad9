using System.Text;

namespace EtlMesh.Extractor.Files;

/// <summary>The keys of records that are no columns, by name; and whether a record has one of them twice.</summary>
internal sealed class JsonKeys(int limit)
{
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly List<int> lastSeen = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private char[] text = new char[256];

    public JsonKeys()
        : this(4_096) => lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every key seen, in the order of appearance.</summary>
    public IReadOnlyList<string> Names => [.. names.Keys];

    /// <summary>Notes a key of a record.</summary>
    /// <param name="key">The key in UTF-8, unescaped.</param>
    /// <param name="record">The record's number.</param>
    /// <param name="position">The key's position in <see cref="Names"/>; -1 when there are more keys than are kept.</param>
    /// <returns>False when the record had the key before.</returns>
    public bool TryNote(ReadOnlySpan<byte> key, int record, out int position)
    {
        if (text.Length < key.Length)
            text = new char[key.Length * 2];

        var chars = text.AsSpan(0, Encoding.UTF8.GetChars(key, text));
        if (!lookup.TryGetValue(chars, out position))
        {
            if (names.Count == limit)
            {
                position = -1;
                return true;
            }

            position = names.Count;
            names.Add(chars.ToString(), position);
            lastSeen.Add(record);
            return true;
        }

        var first = lastSeen[position] != record;
        lastSeen[position] = record;
        return first;
    }
}
