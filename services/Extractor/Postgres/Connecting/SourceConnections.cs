using EtlMesh.Contracts;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>
/// Connections to a source, no more of them than its <c>max_connections</c>, however many processes read it: each holds one of that many advisory locks on
/// the server, until it closes or breaks. Every one reads only, waits for a lock for a minute at most, and has no other limit of time.
/// </summary>
internal sealed class SourceConnections
{
    /// <summary>The first half of the locks' numbers: whoever holds one is a reader of ours.</summary>
    public const int Locks = 0x45544C4D;

    /// <summary>A source's slots lie beside each other, below this.</summary>
    private const int MostSlots = 256;

    private const string Settings = "-c default_transaction_read_only=on -c lock_timeout=60000 -c idle_in_transaction_session_timeout=0";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SourceRequest source;
    private readonly TimeProvider time;
    private readonly string address;

    /// <exception cref="TerminalEtlException">The address is none.</exception>
    public SourceConnections(SourceRequest source, TimeProvider time)
    {
        var builder = PostgresAddress.Parse(
            source.Address.Target, Settings, $"the source {source.Definition.Name}'s", "Correct `connection:` in the pipeline file, or the variable that it names.");
        // A connection that is closed gives its slot back.
        builder.Pooling = false;
        builder.ReadBufferSize = 256 * 1024;
        builder.IncludeErrorDetail = false;
        (this.source, this.time, address) = (source, time, builder.ConnectionString);
    }

    /// <summary>How many there may be at once.</summary>
    public int Most => Math.Min(source.Definition.MaxConnections, MostSlots);

    /// <summary>A connection as soon as there is a slot for it.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await TryOpenAsync(ct) is { } connection)
                return connection;
            await Task.Delay(Pause, time, ct);
        }
    }

    /// <returns>Null when there is no slot now.</returns>
    /// <exception cref="TransientEtlException">The server cannot be reached for now.</exception>
    /// <exception cref="TerminalEtlException">It cannot be logged in to.</exception>
    public Task<NpgsqlConnection?> TryOpenAsync(CancellationToken ct) => SourceFaults.RunAsync($"connecting to the source {source.Definition.Name}", async () =>
    {
        var connection = new NpgsqlConnection(address);
        try
        {
            await connection.OpenAsync(ct);
            if (await TakesSlotAsync(connection, ct))
                return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }, ct);

    private async Task<bool> TakesSlotAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        for (var slot = 0; slot < Most; slot++)
        {
            if ((await SourceQuery.RowsAsync(connection, "select pg_try_advisory_lock($1, (hashtext($2) & x'7fffff00'::int) | $3)", ct, Locks, source.Definition.Name, slot))[0][0] is true)
                return true;
        }

        return false;
    }
}
