using System.Globalization;

namespace EtlMesh.Extractor.MySql;

/// <summary>Goes over a key's values in their order at the server, in steps of rows.</summary>
internal sealed class KeyWalk(MySqlConnection connection, MySqlTable table, IReadOnlyList<KeyPart> key, string where)
{
    private readonly string names = string.Join(", ", key.Select(part => MySqlText.Identifier(part.Name)));

    /// <summary>The key so many rows on, or the next other one where all of these have the same.</summary>
    /// <param name="place">Null at the start.</param>
    /// <returns>Null behind the last.</returns>
    public IReadOnlyList<string>? Next(IReadOnlyList<string>? place, long step, CancellationToken ct)
    {
        var next = Read(new KeyRange(place, null).Where(key), step, ct);
        return next is not null && place is not null && next.SequenceEqual(place)
            ? Read(KeyRange.After(key, place), 0, ct)
            : next;
    }

    private IReadOnlyList<string>? Read(string ahead, long offset, CancellationToken ct)
    {
        var conditions = new[] { where, ahead, $"{MySqlText.Identifier(key[0].Name)} is not null" }.Where(text => text.Length > 0);
        using var rows = connection.Read(
            string.Create(CultureInfo.InvariantCulture, $"select {names} from {table.Quoted} where {string.Join(" and ", conditions)} order by {names} limit 1 offset {offset}"), ct);
        if (!rows.Next())
            return null;
        IReadOnlyList<string> found = [.. key.Select((part, i) => part.Value(rows[i]))];
        rows.Next();
        return found;
    }
}
