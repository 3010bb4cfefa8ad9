namespace EtlMesh.Pipelines;

/// <summary>Guesses which word a person meant.</summary>
public static class Nearest
{
    // More than a file's keys, of which a writer wants to see all.
    private const int Most = 30;

    /// <summary>The candidate with the fewest edits (a swap of neighbours counts one), when they are few enough for its length; null otherwise.</summary>
    public static string? To(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Candidate: candidate, Edits: Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(c => c.Edits <= Math.Max(1, Math.Min(c.Candidate.Length, 64) / 3))
            .OrderBy(c => c.Edits)
            .Select(c => c.Candidate)
            .FirstOrDefault();

    /// <summary>"did you mean `x`?", or the choice, its beginning when it is long, when nothing is near.</summary>
    public static string Remedy(string word, IReadOnlyCollection<string> candidates, string choice) =>
        To(word, candidates) is { } near ? $"did you mean `{near}`?" : $"{choice} {string.Join(", ", candidates.Take(Most).Select(c => $"`{c}`"))}{(candidates.Count > Most ? ", …" : "")}";

    private static int Edits(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8 || a.Length > 128)
        {
            return int.MaxValue;
        }

        var (beforeLast, last, current) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
