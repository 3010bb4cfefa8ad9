namespace EtlMesh.Warehouse;

/// <summary>Reads the releases and the head of a pipeline.</summary>
internal static class Ledgers
{
    public static async Task<bool> IsPublishedAsync(Session session, Guid runId, int attempt, CancellationToken ct) =>
        await session.ScalarAsync<long>("select count(*) from etl.releases where run_id = $1 and attempt = $2 and kind <> 'revert'", ct, runId.ToString("D"), attempt) > 0;

    /// <summary>In a transaction of repeatable reads, or under the lock of the head's row.</summary>
    public static async Task<Ledger> ReadAsync(Session session, string pipeline, CancellationToken ct)
    {
        var head = (await session.RowsAsync("select release, held_by, held_reason from etl.heads where pipeline = $1", ct, pipeline)).SingleOrDefault() ?? [null, null, null];
        return Ledger.Of(await ReleasesAsync(session, pipeline, ct), (string?)head[0], (string?)head[1], (string?)head[2]);
    }

    /// <summary>The latest first.</summary>
    /// <param name="pipeline">Null for all.</param>
    public static async Task<IReadOnlyList<ReleaseRow>> ReleasesAsync(Session session, string? pipeline, CancellationToken ct) =>
        [.. (await session.RowsAsync(ReleaseSql.Select, ct, [pipeline])).Select(ReleaseSql.Row)];
}
