namespace EtlMesh.Warehouse;

/// <summary>Which rows a soft-delete column leaves: flags that are not true, numbers that are zero, times of deletion that are not set.</summary>
internal static class Tombstone
{
    private static readonly HashSet<string> Numbers = new(StringComparer.OrdinalIgnoreCase)
        { "tinyint", "smallint", "integer", "int", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "decimal", "numeric" };

    /// <summary>The condition that a row is no tombstone, alike on every engine.</summary>
    /// <param name="name">The column, quoted.</param>
    /// <param name="type">Its type in DuckDB's words.</param>
    public static string Alive(string name, string type)
    {
        var word = type.Split('(')[0].Trim();
        if (Numbers.Contains(word))
            return $"coalesce({name}, 0) = 0";
        return word.StartsWith("date", StringComparison.OrdinalIgnoreCase) || word.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase)
            ? $"{name} is null"
            : $"coalesce({name}, false) = false";
    }
}
