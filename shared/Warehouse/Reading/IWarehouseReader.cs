namespace EtlMesh.Warehouse;

/// <summary>Reads for people: nothing can be written.</summary>
public interface IWarehouseReader
{
    /// <summary>Runs one reading statement (SELECT, WITH, VALUES, FROM, SHOW, DESCRIBE, SUMMARIZE, EXPLAIN) on what is published now; rows stream.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The statement is wrong, or would write.</exception>
    Task<QueryResult> QueryAsync(string sql, CancellationToken ct);
}
