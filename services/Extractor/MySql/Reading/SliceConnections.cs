namespace EtlMesh.Extractor.MySql;

/// <summary>The connections that read a slice, open and ready; for a snapshot all see the table as it was at one instant.</summary>
internal sealed class SliceConnections(IReadOnlyList<MySqlConnection> connections) : IDisposable
{
    private const int LockSeconds = 5;

    private readonly Stack<MySqlConnection> free = new(connections);
    private readonly Lock gate = new();

    public int Count => connections.Count;

    /// <summary>
    /// Begins a snapshot on several connections while the table is locked against writers, for as long as that takes: some milliseconds.
    /// The one that locked is closed then. Who may not lock the table, or waits for its writers for more than five seconds, or finds no other connections free, reads by one.
    /// </summary>
    /// <param name="first">Open already; it is closed with the others.</param>
    /// <param name="slots">Where more are had.</param>
    /// <param name="table">What is read.</param>
    /// <param name="most">Connections at once, the one that locks among them.</param>
    /// <param name="ct">Ends the wait for locks.</param>
    public static SliceConnections Snapshot(MySqlConnection first, ConnectionSlots slots, MySqlTable table, int most, CancellationToken ct)
    {
        var open = new List<MySqlConnection> { first };
        try
        {
            while (open.Count < most && slots.TryOpen(ct) is { } more)
                open.Add(more);
            MySqlFaults.Run($"Beginning a snapshot of {table}", () => Begin(open, table, ct), ct);
            return new SliceConnections(open);
        }
        catch
        {
            open.ForEach(connection => connection.Dispose());
            throw;
        }
    }

    /// <summary>Null when all are in use.</summary>
    public MySqlConnection? Take()
    {
        lock (gate)
            return free.TryPop(out var connection) ? connection : null;
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    private static void Begin(List<MySqlConnection> open, MySqlTable table, CancellationToken ct)
    {
        const string Beginning = "start transaction with consistent snapshot, read only";
        var locked = open.Count > 2 && TryLock(open[^1], table, ct);
        var readers = locked ? open.Count - 1 : 1;
        foreach (var connection in open.Take(readers))
            connection.Execute(Beginning, ct);
        foreach (var connection in open.Skip(readers))
            connection.Dispose(); // and with it the lock
        open.RemoveRange(readers, open.Count - readers);
    }

    private static bool TryLock(MySqlConnection connection, MySqlTable table, CancellationToken ct)
    {
        try
        {
            connection.Execute($"set session lock_wait_timeout = {LockSeconds}", ct);
            connection.Execute($"lock tables {table.Quoted} read", ct);
            return true;
        }
        catch (MySqlException e) when (e.Code is MySqlException.LockWaitTimeout or MySqlException.DatabaseAccessDenied or MySqlException.TableAccessDenied)
        {
            return false;
        }
    }
}
