using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Pipelines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>Decides what becomes of due times: each once, by the caller's transaction, in which the pipeline's row is locked.</summary>
internal sealed class DueNights(OutboxPublisher outbox, TimeProvider time, ILogger<DueNights> logger)
{
    /// <summary>A night this much late was missed: its orchestrators, or their database, were down.</summary>
    public static readonly TimeSpan Punctual = TimeSpan.FromMinutes(5);

    /// <summary>Nights missed longer ago are only reported, whatever the pipeline says: nobody wants a year of them at once.</summary>
    public static readonly TimeSpan CatchUp = TimeSpan.FromDays(7);

    /// <summary>Due times further back are forgotten.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(366);

    /// <summary>Decides every due time of a pipeline up to now.</summary>
    /// <returns>How many runs were asked for.</returns>
    public async Task<int> DecideAsync(OrchestratorDb db, PipelineRow pipeline, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (pipeline.Paused || pipeline.ReadSchedule() is not { } schedule)
            return 0;
        var times = new DueTimes(schedule);
        var from = pipeline.ScheduledTo > now - Memory ? pipeline.ScheduledTo : now - Memory;
        var due = times.Between(from, now).ToList();
        var started = 0;
        foreach (var night in WorthWhile(due, times, now))
        {
            var late = now - night.At > Punctual;
            var start = !late || (schedule.Missed == MissedNight.Start && now - night.At <= CatchUp);
            started += await DecideAsync(db, pipeline, night, times.AtMostDaily, start, now, ct) && start ? 1 : 0;
        }

        if (due.Count > 0)
            pipeline.ScheduledTo = due[^1].At;
        return started;
    }

    /// <summary>Of the missed runs of a schedule that is due many times a day only a date's last: its window covers those before it.</summary>
    private static IEnumerable<DueNight> WorthWhile(List<DueNight> due, DueTimes times, DateTimeOffset now)
    {
        if (times.AtMostDaily)
            return due;
        var punctual = due.Where(night => now - night.At <= Punctual);
        var missed = due.Where(night => now - night.At > Punctual).GroupBy(night => night.RunDate).Select(date => date.Last());
        return missed.Concat(punctual);
    }

    /// <returns>False when somebody decided it before, or the date has its run already.</returns>
    private async Task<bool> DecideAsync(OrchestratorDb db, PipelineRow pipeline, DueNight night, bool nightly, bool start, DateTimeOffset now, CancellationToken ct)
    {
        var key = nightly ? RunId.Nightly : night.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        var runId = RunId.Of(pipeline.Name, night.RunDate, key);
        var outcome = start ? DueNightRow.Started : DueNightRow.Missed;
        var isFirst = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO orchestrator.due_nights (pipeline, due_at, run_date, key, run_id, outcome, decided_at)
            VALUES ({pipeline.Name}, {night.At}, {night.RunDate}, {key}, {runId}, {outcome}, {now}) ON CONFLICT DO NOTHING
            """,
            ct) == 1;
        if (!isFirst)
            return false;

        var said = new Audited("schedule", start ? "runs.start" : "runs.missed", $"{pipeline.Name} {night.RunDate:yyyy-MM-dd}");
        if (start)
        {
            outbox.Publish(db, RunRequests.Of(pipeline, night.RunDate, key));
            db.Audit.Add(said.Done(now, $"due {night.At:O}", runId));
            logger.NightStarted(pipeline.Name, night.RunDate, night.At, runId);
        }
        else
        {
            db.Audit.Add(said.Done(now, $"due {night.At:O}, and no orchestrator was there; start a run of the date to make up for it", runId));
            logger.NightMissed(pipeline.Name, night.RunDate, night.At);
        }

        return true;
    }
}
