using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Sagas;
using EtlMesh.Orchestrator.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>The pipelines, as the API tells of them.</summary>
internal sealed class PipelineList(OrchestratorDb db)
{
    private const int MostMissed = 100;

    public async Task<IReadOnlyList<PipelineDocument>> ReadAsync(CancellationToken ct)
    {
        var documents = new List<PipelineDocument>();
        foreach (var pipeline in await db.Pipelines.AsNoTracking().OrderBy(row => row.Name).ToListAsync(ct))
            documents.Add(await DocumentAsync(pipeline, ct));
        return documents;
    }

    public async Task<PipelineDocument> ReadAsync(string name, CancellationToken ct) =>
        await DocumentAsync(await db.Pipelines.AsNoTracking().SingleAsync(row => row.Name == name, ct), ct);

    private async Task<PipelineDocument> DocumentAsync(PipelineRow pipeline, CancellationToken ct)
    {
        var schedule = pipeline.ReadSchedule();
        return new PipelineDocument
        {
            Name = pipeline.Name,
            Bundle = pipeline.Bundle,
            PushedAt = pipeline.PushedAt,
            PushedBy = pipeline.PushedBy,
            Schedule = schedule is null ? null : new ScheduleDocument(schedule.Cron, schedule.TimeZone, schedule.DateOffset, schedule.Missed),
            Paused = pipeline.Paused,
            NextDue = schedule is null || pipeline.Paused ? null : new DueTimes(schedule).Next(pipeline.ScheduledTo)?.At,
            LastDue = await db.DueNights.Where(night => night.Pipeline == pipeline.Name).MaxAsync(night => (DateTimeOffset?)night.DueAt, ct),
            MissedNights = await MissedAsync(pipeline.Name, ct),
        };
    }

    /// <summary>Those that no run has made up for.</summary>
    private async Task<IReadOnlyList<MissedNightDocument>> MissedAsync(string name, CancellationToken ct)
    {
        var kind = SagaKinds.Of<NightlyRunState>();
        var latest = await db.DueNights.AsNoTracking()
            .Where(night => night.Pipeline == name && night.Outcome == DueNightRow.Missed && !db.Sagas.Any(saga => saga.Kind == kind && saga.Id == night.RunId))
            .OrderByDescending(night => night.DueAt).Take(MostMissed).ToListAsync(ct);
        return [.. latest.OrderBy(night => night.DueAt).Select(night => new MissedNightDocument(night.DueAt, night.RunDate, night.Key))];
    }
}
