namespace EtlMesh.Cli;

/// <summary>What is asked of a lake.</summary>
/// <param name="Where">A pipeline or a place; null for the home's lake.</param>
/// <param name="Sql">A statement; null for a named query, or their list.</param>
/// <param name="Named">The name of a query; null with no statement: their list.</param>
/// <param name="Set">Parameters by name.</param>
public sealed record LakeWords(string? Where, string? Sql, string? Named, IReadOnlyDictionary<string, string> Set)
{
    /// <returns>Null when no lake is asked.</returns>
    /// <exception cref="UsageException">The words do not go together.</exception>
    public static LakeWords? Of(string? sql, bool isLake, string? where, bool isNamed, string? named, IReadOnlyList<string> set)
    {
        if (!isLake)
            return isNamed || set.Count > 0 ? throw new UsageException("--named and --set belong to a lake; add --lake.") : null;
        if (!isNamed)
        {
            // The statement may stand where the place would.
            if (sql is null && where is not null && where.Any(char.IsWhiteSpace))
                (sql, where) = (where, null);
            if (set.Count > 0)
                throw new UsageException("--set belongs to a named query; add --named.");
            return new LakeWords(where, sql ?? throw new UsageException("there is no statement; write one, or --named for the named queries."), null, Pairs([]));
        }

        return sql is null ? new LakeWords(where, null, named, Pairs(set)) : throw new UsageException("there are a statement and a named query; leave one of them out.");
    }

    private static Dictionary<string, string> Pairs(IReadOnlyList<string> set)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in set)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new UsageException($"--set {text}: write name=value.");
            if (!pairs.TryAdd(name, value))
                throw new UsageException($"--set {text}: {name} is set twice.");
        }

        return pairs;
    }
}
