using System.Text;

namespace EtlMesh.Extractor.Files;

/// <summary>Keys of records by name, and whether a record has one of them twice. Past the limit new names are no longer kept.</summary>
internal sealed class JsonKeys
{
    private readonly int limit;
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<long> lastSeen = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private char[] text = new char[256];

    public JsonKeys(int limit)
    {
        this.limit = limit;
        lookup = positions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>In the order of appearance.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Notes a key of a record.</summary>
    /// <param name="key">The key in UTF-8, unescaped.</param>
    /// <param name="record">The record's number, from 1.</param>
    /// <param name="position">The key's position in <see cref="Names"/>; -1 when there are more names than are kept.</param>
    /// <returns>False when the record had the key before.</returns>
    public bool TryNote(ReadOnlySpan<byte> key, long record, out int position)
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
            return true;
        }

        var first = lastSeen[position] != record;
        lastSeen[position] = record;
        return first;
    }
}
