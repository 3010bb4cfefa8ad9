using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>Starts nights when they are due. Every orchestrator has one; the database sees to it that a night is started once.</summary>
internal sealed class Scheduler(IServiceScopeFactory scopes, OutboxSignal signal, TimeProvider time, ILogger<Scheduler> logger) : BackgroundService
{
    /// <summary>How long a push elsewhere, or a clock that was set, may go unseen.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Poll, time);
        do
        {
            try
            {
                await StartDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SchedulingFailed(failure, "the pipelines");
            }
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Decides what is due now.</summary>
    /// <returns>How many runs were asked for.</returns>
    public async Task<int> StartDueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var scheduled = await scope.ServiceProvider.GetRequiredService<OrchestratorDb>().Pipelines.AsNoTracking()
            .Where(pipeline => !pipeline.Paused && pipeline.Schedule != null).ToListAsync(ct);
        var started = 0;
        foreach (var pipeline in scheduled)
        {
            try
            {
                if (new DueTimes(pipeline.ReadSchedule()!).Next(pipeline.ScheduledTo) is { } next && next.At <= now)
                    started += await DecideAsync(pipeline.Name, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                logger.SchedulingFailed(failure, pipeline.Name); // the others' nights must not wait for it
            }
        }

        return started;
    }

    private async Task<int> DecideAsync(string name, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever else is at it leaves nothing to do.
        var locked = await db.Pipelines.FromSql($"SELECT * FROM orchestrator.pipelines WHERE name = {name} FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        if (locked is not [var pipeline])
            return 0;
        var started = await scope.ServiceProvider.GetRequiredService<DueNights>().DecideAsync(db, pipeline, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (started > 0)
            signal.Raise();
        return started;
    }
}
