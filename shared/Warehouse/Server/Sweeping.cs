namespace EtlMesh.Warehouse;

/// <summary>Finds and drops what nothing names any more.</summary>
internal static class Sweeping
{
    public static async Task<SweepReport> SweepAsync(ServerEngine engine, SweepSpec spec, CancellationToken ct)
    {
        var doing = $"sweeping {spec.Pipeline}";
        var kept = await engine.ReadAsync(doing, session => KeptAsync(session, spec, engine.Now - spec.KeepFailed, ct), ct);
        var dropped = new List<string>();
        // The latest first: it may read what it carried over from the one before. Each in a transaction of its own.
        foreach (var uid in kept.GarbageCandidates)
            dropped.AddRange(await DropAsync(session => Discards.DropAsync(session, uid, Names.CandidateSchema(spec.Pipeline, uid), ct)));
        foreach (var segment in kept.GarbageSegments)
            dropped.AddRange(await DropAsync(session => Discards.DropAsync(session, segment, ct)));
        dropped.AddRange(await DropAsync(session => engine.SweepSegmentsAsync(session, Names.RawSchema(spec.Pipeline), ct)));
        dropped.AddRange(await DropAsync(async session =>
        {
            await Objects.DropEmptySchemaAsync(session, Names.RawSchema(spec.Pipeline), ct);
            return await Discards.FailuresAsync(session, spec.Pipeline, name => !kept.AttemptUids.Contains(name[^12..]), ct);
        }));
        if (dropped.Count > 0)
            await DropAsync(async session =>
            {
                await Audit.WriteAsync(session, engine.Now, null, null, "sweep", "sweep", $"{spec.Pipeline}: {string.Join(", ", dropped)}", ct, dropped.Count);
                return [];
            });
        return new SweepReport(dropped);

        Task<List<string>> DropAsync(Func<Session, Task<List<string>>> drop) => engine.DecideAsync(doing, async session =>
        {
            var names = await drop(session);
            await session.CommitAsync(ct);
            return names;
        }, ct);
    }

    private static async Task<Kept> KeptAsync(Session session, SweepSpec spec, DateTime since, CancellationToken ct)
    {
        var candidates = new List<(CandidateRow Row, IReadOnlySet<string> Uids)>();
        foreach (var row in await CandidateRows.OfPipelineAsync(session, spec.Pipeline, ct))
            candidates.Add((row, (await CandidateRows.ModelsAsync(session, row.Uid, ct)).Select(model => model.Uid).ToHashSet(StringComparer.Ordinal)));
        return Kept.Of(spec,
            await session.RowsAsync(Kept.YoungAttempts, ct, spec.Pipeline, since),
            await Ledgers.ReadAsync(session, spec.Pipeline, ct),
            candidates,
            await Discards.SegmentsAsync(session, "pipeline = $1", ct, spec.Pipeline));
    }
}
