using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>
/// Where a window may end so that no row is lost: below it, every transaction has ended.
/// Promised for watermarks that a transaction takes from the server's clock (<c>now()</c>, <c>clock_timestamp()</c>, a trigger or a default that does) or
/// from a sequence, in the same transaction that writes the row. A watermark that an application makes up is as late as it likes: that is what <c>lag</c> is for.
/// </summary>
internal sealed class OpenTransactions(NpgsqlConnection connection, string source, TimeProvider time)
{
    /// <summary>How long transactions are waited for whose begin cannot be known.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // The server's own workers have no user, and write no row; own readers write none, either. Of other roles' transactions the server tells the begin to those only who may read statistics; that there are any, to all.
    private const string Open =
        $"""
        select l.virtualtransaction as id, a.xact_start as since from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and l.granted and a.datid = (select oid from pg_database where datname = current_database())
          and a.pid <> pg_backend_pid() and a.usesysid is not null
          and a.pid not in (select pid from pg_locks where locktype = 'advisory' and granted and classid = $1)
        union all
        select 'prepared ' || gid, null from pg_prepared_xacts where database = current_database()
        """;

    /// <summary>
    /// The oldest transaction's begin, at most now; to the second below, as watermarks may be rounded to it, and a second less, as a transaction has begun
    /// a moment before it is seen. A standby shows nobody's transactions but its readers': there, at most the last commit that it has. Those that do not tell when they began are waited for.
    /// </summary>
    /// <exception cref="TransientEtlException">They did not end.</exception>
    public async Task<DateTimeOffset> InstantAsync(CancellationToken ct)
    {
        var rows = await SourceQuery.RowsAsync(connection,
            $"select date_trunc('second', least(statement_timestamp(), min(since), case when pg_is_in_recovery() then pg_last_xact_replay_timestamp() end) - interval '1 second'), coalesce(array_agg(id) filter (where since is null), '{{}}') from ({Open}) as t", ct, SourceConnections.Locks);
        await EndAsync([.. (string[])rows[0][1]!], ct);
        return new DateTimeOffset(DateTime.SpecifyKind((DateTime)rows[0][0]!, DateTimeKind.Utc));
    }

    /// <summary>The greatest whole number of a column now, when all who may have taken a smaller one have ended; null for an empty table.</summary>
    /// <param name="column">Quoted.</param>
    /// <param name="relation">Quoted.</param>
    /// <exception cref="TransientEtlException">They did not end.</exception>
    public async Task<string?> GreatestAsync(string column, string relation, CancellationToken ct)
    {
        var greatest = (await SourceQuery.RowsAsync(connection, $"select max({column})::text from {relation}", ct))[0][0] as string;
        var open = await SourceQuery.RowsAsync(connection, $"select id from ({Open}) as t", ct, SourceConnections.Locks);
        await EndAsync([.. open.Select(row => (string)row[0]!)], ct);
        return greatest;
    }

    private async Task EndAsync(HashSet<string> waitedFor, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (waitedFor.Count > 0)
        {
            if (time.GetElapsedTime(begun) > Patience)
                throw new TransientEtlException(
                    $"Planning tables of source {source}: {waitedFor.Count} transactions that may still write have been open for {Patience.TotalMinutes:0} minutes, and the server does not tell this role since when. Grant it: `grant pg_read_all_stats to` the role; then the night reads up to where they began. Prepared transactions, and a watermark that is a number, are always waited for: end what is open. It is tried again.");
            await Task.Delay(Pause, time, ct);
            var open = await SourceQuery.RowsAsync(connection, $"select id from ({Open}) as t", ct, SourceConnections.Locks);
            waitedFor.IntersectWith(open.Select(row => (string)row[0]!));
        }
    }
}
