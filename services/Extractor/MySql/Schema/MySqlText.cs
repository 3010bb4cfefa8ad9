using System.Text;

namespace EtlMesh.Extractor.MySql;

/// <summary>Names and values in statements. The session's sql_mode is empty: a backslash escapes, quotes are for texts.</summary>
internal static class MySqlText
{
    public static string Identifier(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text as bytes: nothing in it can end the literal.</summary>
    public static string Literal(string text) => text.Length == 0 ? "''" : $"_utf8mb4 {Binary(Encoding.UTF8.GetBytes(text))}";

    /// <summary>Bytes.</summary>
    public static string Binary(ReadOnlySpan<byte> bytes) => $"x'{Convert.ToHexString(bytes)}'";
}
