using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Fills a segment's table. A large one is filled by several connections at once: each beyond the first fills a table of its own, which becomes a part of the segment by inheritance.</summary>
/// <remarks>Parts are committed shortly before the segment. What is killed in between leaves parts of no segment: the next load of the segment replaces them, else a sweep drops them.</remarks>
internal static class SegmentParts
{
    /// <summary>Of landing; a smaller share is not worth a connection.</summary>
    private const long Share = 48L * 1024 * 1024;

    private const int Most = 4;

    // Of 9,000 rows of each table: a third of the time of the default.
    private const string FewSamples = "set local default_statistics_target = 30; ";

    /// <param name="bytes">Of landing.</param>
    /// <returns>How many tables a segment is made of.</returns>
    public static int Count(long bytes) => (int)Math.Clamp(bytes / Share, 1, Most);

    /// <param name="engine">Gives connections.</param>
    /// <param name="session">Made the segment's table, and has the lock of its uid.</param>
    /// <param name="spec">The segment.</param>
    /// <param name="table">Its quoted table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="ct">Ends all connections' work.</param>
    public static async Task FillAsync(Engine engine, Session session, SegmentSpec spec, string table, RowReading rows, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var parts = new List<SegmentPart>();
        try
        {
            for (var k = 2; k <= Count(spec.Bytes); k++)
                parts.Add(await SegmentPart.BeginAsync(engine, spec, k, ct));
            await Task.WhenAll([CopyAsync(session, table, rows, stop), .. parts.Select(part => CopyAsync(part, rows, stop))]);
            foreach (var part in parts)
            {
                await part.CommitAsync(ct);
                await session.ExecuteAsync($"alter table {part.Table} inherit {table}", ct);
            }

            // What is planned on the segment next needs to know it before the server takes a look by itself.
            await session.ExecuteAsync($"{(parts.Count > 0 ? FewSamples : "")}analyze {table}", ct);
        }
        finally
        {
            foreach (var part in parts)
                await part.DisposeAsync();
        }
    }

    /// <summary>Drops committed parts whose segment was never committed, and is not being loaded.</summary>
    /// <returns>Their names.</returns>
    public static async Task<List<string>> SweepAsync(Session session, string schema, CancellationToken ct)
    {
        var left = new List<(string Name, bool IsView)>();
        foreach (var (name, uid) in await OrphansAsync(session, schema, ct))
        {
            // Who loads the segment has the lock until the part is the segment's.
            if (await session.TryLockAsync("segment", uid, ct) && (await OrphansAsync(session, schema, ct)).Contains((name, uid)))
                left.Add((name, false));
        }

        return await Objects.DropAsync(session, schema, left, ct);
    }

    private static async Task CopyAsync(SegmentPart part, RowReading rows, CancellationTokenSource stop)
    {
        await CopyAsync(part.Session, part.Table, rows, stop);
        await part.Session.ExecuteAsync($"{FewSamples}analyze {part.Table}", stop.Token);
    }

    // The first that fails ends the others. What is written is on its way to the disk while the rest is still being copied: the commit, which waits for it, is short.
    private static async Task CopyAsync(Session session, string table, RowReading rows, CancellationTokenSource stop)
    {
        try
        {
            await session.ExecuteAsync("set local backend_flush_after = '2MB'", stop.Token);
            await Task.Run(() => TableCopy.RunAsync(session, table, rows, stop.Token), stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private static async Task<List<(string Name, string Uid)>> OrphansAsync(Session session, string schema, CancellationToken ct) =>
        [.. (await session.RowsAsync(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r' and c.relname ~ $2 and not exists (select from pg_inherits where inhrelid = c.oid) order by c.relname",
            ct, schema, Names.SegmentParts)).Select(row => ((string)row[0]!, Names.UidOfPart((string)row[0]!)))];
}
