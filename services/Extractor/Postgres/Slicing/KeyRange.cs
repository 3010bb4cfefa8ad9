namespace EtlMesh.Extractor.Postgres;

/// <summary>Rows whose key is at least one value and below another, as the server writes them; null is open.</summary>
public sealed record KeyRange(IReadOnlyList<string>? From, IReadOnlyList<string>? Until)
{
    internal static KeyRange All { get; } = new(null, null);

    /// <summary>Ranges between values; together they are everything.</summary>
    internal static IReadOnlyList<KeyRange> Between(IReadOnlyList<IReadOnlyList<string>> cuts) =>
        [.. Enumerable.Range(0, cuts.Count + 1).Select(i => new KeyRange(i == 0 ? null : cuts[i - 1], i == cuts.Count ? null : cuts[i]))];

    /// <returns>A condition; empty for all rows.</returns>
    internal string Where(IReadOnlyList<KeyColumn> key)
    {
        if (key.Count == 0 || (From is null && Until is null))
            return "";
        var names = string.Join(", ", key.Select(column => column.Quoted));
        var left = key.Count == 1 ? names : $"({names})";
        var bounds = new List<string>();
        if (From is not null)
            bounds.Add($"{left} >= {Values(key, From)}");
        if (Until is not null)
            bounds.Add($"{left} < {Values(key, Until)}");
        var inside = string.Join(" and ", bounds);
        return From is null && key[0].Nullable ? $"({inside} or {key[0].Quoted} is null)" : inside;
    }

    private static string Values(IReadOnlyList<KeyColumn> key, IReadOnlyList<string> values)
    {
        var literals = string.Join(", ", key.Select((column, i) => column.Literal(values[i])));
        return key.Count == 1 ? literals : $"({literals})";
    }
}
