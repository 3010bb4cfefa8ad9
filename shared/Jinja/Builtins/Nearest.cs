namespace EtlMesh.Jinja;

/// <summary>Finds the known name that a misspelt one was meant to be.</summary>
internal static class Nearest
{
    /// <summary><c>; did you mean `x`?</c>, or nothing when no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var best = known
            .Distinct(StringComparer.Ordinal)
            .Select(k => (Name: k, Distance: Distance(name.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Distance <= Math.Max(1, name.Length / 3) && k.Distance < name.Length)
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is null ? "" : $"; did you mean `{best.Name}`?";
    }

    private static int Distance(string a, string b)
    {
        // Two neighbours that changed places count as one mistake, for that is how fingers err.
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
