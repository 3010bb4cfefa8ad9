namespace EtlMesh.Warehouse.Redshift;

/// <summary>The table that stands in a candidate's schema as long as it may be built: builders hold it, sealing takes it away.</summary>
/// <remarks>A SELECT holds its table until its transaction ends, and a DROP waits for all who hold it: so no build outlives the sealing, and none is held up by another candidate's.</remarks>
internal static class Building
{
    private const string Mark = "etlmesh__open";

    public static Task BeginAsync(Session session, string schema, CancellationToken ct) =>
        session.ExecuteAsync($"create table {Objects.Quoted(schema, Mark)} (nothing integer)", ct);

    /// <summary>Holds the candidate open until the transaction ends.</summary>
    /// <returns>False when it is closed, or was never opened; then the transaction is over.</returns>
    public static async Task<bool> HoldAsync(Session session, string schema, CancellationToken ct)
    {
        try
        {
            await session.ScalarAsync<long>($"select count(*) from {Objects.Quoted(schema, Mark)}", ct);
            return true;
        }
        catch (Npgsql.PostgresException e) when (e.SqlState is Npgsql.PostgresErrorCodes.UndefinedTable or Npgsql.PostgresErrorCodes.InvalidSchemaName)
        {
            return false;
        }
    }

    public static Task EndAsync(Session session, string schema, CancellationToken ct) =>
        session.ExecuteAsync($"drop table if exists {Objects.Quoted(schema, Mark)}", ct);
}
