using Npgsql;

namespace EtlMesh.Faults.Tests;

/// <summary>What must be true of the mesh when nothing runs.</summary>
internal static class Quiet
{
    /// <summary>No queue holds a message, no saga is on its way, nothing waits to be sent, and the dead letters in the ledger are those that are expected.</summary>
    public static async Task ExpectQuietAsync(this Mesh mesh, int letters = 0)
    {
        await Until.SeenAsync(async () => string.Join(' ', (await mesh.Queues.DepthsAsync()).Where(queue => queue.Value > 0)), full => full.Length == 0, "every queue to be empty");
        await Until.SeenAsync(() => mesh.StoredAsync("select count(*) from orchestrator.outbox"), rows => rows == 0, "the outbox to be empty");
        Assert.Equal(0, await mesh.StoredAsync("select count(*) from orchestrator.sagas where state not in ('Completed', 'Blocked', 'Failed', 'Cancelled', 'Loaded', 'Discarded')"));
        Assert.Equal(letters, await mesh.StoredAsync("select count(*) from orchestrator.dead_letters"));
    }

    /// <summary>A number from the warehouse.</summary>
    public static Task<long> CountAsync(this Mesh mesh, string sql) => ScalarAsync(mesh.Warehouse, sql);

    /// <summary>A number from the orchestrator's database.</summary>
    public static Task<long> StoredAsync(this Mesh mesh, string sql) => ScalarAsync(mesh.Database, sql);

    private static async Task<long> ScalarAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
