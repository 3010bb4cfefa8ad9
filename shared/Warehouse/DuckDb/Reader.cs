using System.Text.Json;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Reads of a DuckDB database.</summary>
/// <param name="connect">Gives a connection of its own to each query.</param>
public sealed partial class Reader(Func<DuckDbConnection> connect) : IWarehouseReader
{
    public Task<QueryResult> QueryAsync(string sql, CancellationToken ct) =>
        Task.Run<QueryResult>(() => Failures.Named("running the query", () => Open(sql, ct)), ct);

    private ReadQuery Open(string sql, CancellationToken ct)
    {
        var connection = connect();
        try
        {
            Check(connection, sql, ct);
            // Second to the check above: the transaction itself refuses to write, and is rolled back.
            connection.Execute("begin transaction read only", ct);
            return new ReadQuery(connection, connection.Query(sql, ct));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The engine's own parser tells what the statement is: it serializes those that only read.
    private static void Check(DuckDbConnection connection, string sql, CancellationToken ct)
    {
        var json = connection.Scalar<string>("select json_serialize_sql(?::varchar)::varchar", ct, Explain().Replace(sql, ""))!;
        using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4096 });
        if (!parsed.RootElement.GetProperty("error").GetBoolean())
        {
            if (parsed.RootElement.GetProperty("statements").GetArrayLength() == 1)
                return;
            throw new TerminalEtlException("Running the query: there must be exactly one statement. Run them one by one.");
        }

        var message = parsed.RootElement.GetProperty("error_message").GetString() ?? "";
        throw message.Contains("Only SELECT statements", StringComparison.Ordinal)
            ? new TerminalEtlException("Running the query: only statements that read are taken (SELECT, WITH, VALUES, FROM, SHOW, DESCRIBE, SUMMARIZE, EXPLAIN). Tables are changed by a run.")
            : new TerminalEtlException($"Running the query: {message}");
    }

    [GeneratedRegex(@"^\s*explain(\s+analyze)?\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Explain();
}
