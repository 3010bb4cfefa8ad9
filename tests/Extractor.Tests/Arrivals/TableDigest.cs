using System.Security.Cryptography;
using System.Text;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>A table's content in one line: rows and the SHA-256 of their canonical texts in ordinal order. Tables that came by different roads are equal when their digests are.</summary>
internal static class TableDigest
{
    private const char BetweenValues = '\u001f';
    private const string Null = "\u0000NULL";

    /// <param name="rows">Values in canonical text, in the order of the table's columns.</param>
    public static string Of(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var lines = rows.Select(row => string.Join(BetweenValues, row.Select(value => value ?? Null))).ToList();
        lines.Sort(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\u001e"));
        return $"{lines.Count} rows {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
