namespace EtlMesh.Extractor.MySql;

/// <summary>Finds values that cut a table's rows into even parts.</summary>
internal static class SliceCut
{
    /// <summary>Columns of a key that are looked at.</summary>
    private const int MostParts = 3;

    /// <summary>Steps of a part.</summary>
    private const int Fine = 8;

    /// <summary>Below, walking is as cheap, and exact.</summary>
    private const int Many = 20_000;

    /// <summary>What slices are cut by; empty when there is nothing to.</summary>
    public static IReadOnlyList<KeyPart> KeyOf(MySqlTable table) =>
        [.. table.Key.Take(MostParts).Select(KeyPart.Of).TakeWhile(part => part is not null).OfType<KeyPart>()];

    /// <param name="connection">The source.</param>
    /// <param name="table">The table.</param>
    /// <param name="key">Of <see cref="KeyOf"/>, or the watermark.</param>
    /// <param name="where">The rows that count; empty for all.</param>
    /// <param name="rows">About how many there are.</param>
    /// <param name="parts">How many ranges are wanted; there may be fewer.</param>
    /// <param name="ct">Ends the search.</param>
    /// <returns>Ranges that follow each other and leave nothing out.</returns>
    public static IReadOnlyList<KeyRange> Into(MySqlConnection connection, MySqlTable table, IReadOnlyList<KeyPart> key, string where, long rows, int parts, CancellationToken ct)
    {
        if (parts < 2 || key.Count == 0)
            return [KeyRange.All];
        IReadOnlyList<IReadOnlyList<string>> values = key is [{ Kind: KeyKind.Number }] && table.Column(key[0].Name) is { IsInteger: true } && where.Length == 0 && rows >= Many
            ? new IntegerQuantiles(connection, table, key[0], ct).Cut(rows, parts)
            : Stepped(connection, table, key, where, rows, parts, ct);
        return [.. Enumerable.Range(0, values.Count + 1).Select(i => new KeyRange(i == 0 ? null : values[i - 1], i == values.Count ? null : values[i]))];
    }

    /// <summary>
    /// Walks the index in steps of a part of a part, and cuts where the steps say: even for keys of any type, at the price of a pass over the index at the server.
    /// A value that has more rows than a step counts as one.
    /// </summary>
    private static IReadOnlyList<IReadOnlyList<string>> Stepped(
        MySqlConnection connection, MySqlTable table, IReadOnlyList<KeyPart> key, string where, long rows, int parts, CancellationToken ct)
    {
        var walk = new KeyWalk(connection, table, key, where);
        var step = Math.Max(1, rows / (parts * Fine));
        var places = new List<IReadOnlyList<string>>();
        // The estimate may be far too low: the walk ends anyway.
        while (places.Count < parts * Fine * 4 && walk.Next(places.LastOrDefault(), step, ct) is { } place)
            places.Add(place);
        return [.. Enumerable.Range(1, parts - 1).Select(part => (part * (places.Count + 1) / parts) - 1).Where(i => i >= 0).Distinct().Select(i => places[i])];
    }
}
