using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>A table of the pipeline file, on the server.</summary>
internal static class SourceTable
{
    /// <exception cref="TerminalEtlException">There is no such relation, or the user may not see it.</exception>
    public static async Task<ServerRelation> FindAsync(NpgsqlConnection connection, string source, TableDefinition table, CancellationToken ct) =>
        await ServerRelation.FindAsync(connection, table.RelationName, ct) ?? throw new TerminalEtlException($"Looking for {source}.{table.Name}: {Missing(connection, table)}.");

    public static string Missing(NpgsqlConnection connection, TableDefinition table) =>
        $"there is no table or view `{table.RelationName}` in the database {connection.Database}, or the source's user may not see it; upper and lower case count. Correct `name:` or `relation:` in the pipeline file, or grant usage on its schema";
}
