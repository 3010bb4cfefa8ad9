namespace EtlMesh.Extractor.MySql;

/// <summary>The rows whose key is not before one value, and before another; values have a part for each part of the key. A missing one is open.</summary>
public sealed record KeyRange(IReadOnlyList<string>? From, IReadOnlyList<string>? Until)
{
    public static readonly KeyRange All = new(null, null);

    /// <summary>The condition; empty for all rows. NULLs come before everything, as the server has them.</summary>
    internal string Where(IReadOnlyList<KeyPart> key)
    {
        var conditions = new List<string>();
        if (From is not null)
            conditions.Add(Compared(key, From, 0, ">", ">="));
        if (Until is not null)
            conditions.Add(Compared(key, Until, 0, "<", "<") + (From is null && key.Count == 1 ? $" or {MySqlText.Identifier(key[0].Name)} is null" : ""));
        return string.Join(" and ", conditions.Select(condition => $"({condition})"));
    }

    /// <summary>The condition of a key behind a value.</summary>
    internal static string After(IReadOnlyList<KeyPart> key, IReadOnlyList<string> values) => $"({Compared(key, values, 0, ">", ">")})";

    // Written out: the server finds ranges in this, and none in (a, b) >= (1, 2).
    private static string Compared(IReadOnlyList<KeyPart> key, IReadOnlyList<string> values, int part, string beyond, string last)
    {
        var name = MySqlText.Identifier(key[part].Name);
        var value = key[part].Literal(values[part]);
        return part == key.Count - 1
            ? $"{name} {last} {value}"
            : $"{name} {beyond} {value} or ({name} = {value} and ({Compared(key, values, part + 1, beyond, last)}))";
    }
}
