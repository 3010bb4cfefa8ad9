using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>How a warehouse is reached.</summary>
internal static class PostgresAddress
{
    /// <summary>Waits for locks end before anybody gives up on the statement; a stalled process lets go of what it holds.</summary>
    private const string Settings = "-c lock_timeout=60000 -c idle_in_transaction_session_timeout=300000";

    /// <exception cref="TerminalEtlException">The text is no address; the message never holds the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connection) => PostgresCopy.PostgresAddress.Parse(
        connection, Settings, "the warehouse's", "Correct `warehouse:` in the pipeline file, or the variable that it names.");
}
