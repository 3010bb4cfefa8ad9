using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse;

/// <inheritdoc cref="IWarehouseReader"/>
internal sealed class Reader(ServerEngine engine) : IWarehouseReader
{
    private const string Doing = "running the query";
    private static readonly string[] Reading = ["select", "with", "values", "table", "show", "explain"];

    public async Task<QueryResult> QueryAsync(string sql, CancellationToken ct)
    {
        if (!Reading.Any(word => FirstWord(sql).Equals(word, StringComparison.OrdinalIgnoreCase)))
            throw new TerminalEtlException("Running the query: only statements that read are taken (SELECT, WITH, VALUES, TABLE, SHOW, EXPLAIN). Tables are changed by a run.");
        var statement = new Statement("", sql.TrimEnd().TrimEnd(';'));
        NpgsqlConnection? connection = null;
        try
        {
            connection = await engine.ConnectAsync(ct);
            // The server itself refuses to write, and nothing is committed.
            await using (var begin = new NpgsqlCommand("begin read only", connection))
                await begin.ExecuteNonQueryAsync(ct);
            return await ReadQuery.OpenAsync(connection, statement, engine, ct);
        }
        catch (Exception e)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            throw e is NotSupportedException
                ? new TerminalEtlException("Running the query: there must be exactly one statement. Run them one by one.", e)
                : engine.Named(Doing, e, statement) ?? e;
        }
    }

    /// <summary>After blanks and comments; empty when there is none.</summary>
    internal static string FirstWord(string sql)
    {
        var at = 0;
        while (at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[at]) || sql[at] == '(')
                at++;
            else if (sql.AsSpan(at).StartsWith("--"))
                at = sql.IndexOf('\n', at) is var end and >= 0 ? end : sql.Length;
            else if (sql.AsSpan(at).StartsWith("/*"))
                at = sql.IndexOf("*/", at + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : sql.Length;
            else
                break;
        }

        var last = at;
        while (last < sql.Length && char.IsAsciiLetter(sql[last]))
            last++;
        return sql[at..last];
    }
}
