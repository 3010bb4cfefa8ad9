using Npgsql;

namespace EtlMesh.Faults.Tests;

/// <summary>What must be true of the mesh when nothing runs.</summary>
internal static class Quiet
{
    /// <summary>No queue holds a message, dead ones among them; no saga is on its way; nothing waits to be sent.</summary>
    public static async Task ExpectQuietAsync(this Mesh mesh)
    {
        await Until.SeenAsync(async () => string.Join(' ', (await mesh.Queues.DepthsAsync()).Where(queue => queue.Value > 0)), full => full.Length == 0, "every queue to be empty");
        await Until.SeenAsync(() => mesh.StoredAsync("select count(*) from orchestrator.outbox"), rows => rows == 0, "the outbox to be empty");
        await Until.SeenAsync(() => mesh.StoredAsync("select count(*) from orchestrator.sagas where state not in ('Completed', 'Blocked', 'Failed', 'Cancelled', 'Loaded', 'Discarded')"), sagas => sagas == 0, "every saga to be at its end");
    }

    /// <summary>A number from the orchestrator's database.</summary>
    public static Task<long> StoredAsync(this Mesh mesh, string sql) => ScalarAsync(mesh.Database, sql);

    /// <summary>A number from a database.</summary>
    public static async Task<long> ScalarAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
