namespace EtlMesh.Warehouse;

/// <summary>A SELECT that somebody wrote, within another statement.</summary>
internal static class Query
{
    /// <summary>In parentheses, on lines of its own so that a closing comment ends; a closing semicolon is dropped.</summary>
    public static string Nested(string sql) => $"(\n{sql.TrimEnd().TrimEnd(';').TrimEnd()}\n)";
}
