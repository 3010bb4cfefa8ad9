using System.Text;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>Columns of segments and of <c>source()</c>, by the names that they have here.</summary>
internal static class Column
{
    private const int LongestName = 63;

    /// <summary>Lower case, quoted: DuckDB finds <c>Id</c> as <c>id</c>, and a model is written once for all engines.</summary>
    /// <exception cref="TerminalEtlException">The server would cut the name.</exception>
    public static string Quoted(string name)
    {
        var lower = Name(name);
        return Encoding.UTF8.GetByteCount(lower) <= LongestName
            ? Sql.Identifier(lower)
            : throw new TerminalEtlException($"Naming column {name}: names have at most {LongestName} bytes in the warehouse. Give it a shorter name at the source, or leave it out.");
    }

    /// <summary>As unquoted names fold: ASCII letters alone.</summary>
    public static string Name(string name) => string.Create(name.Length, name, static (span, name) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsAsciiLetterUpper(name[i]) ? (char)(name[i] | 0x20) : name[i];
    });

    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
