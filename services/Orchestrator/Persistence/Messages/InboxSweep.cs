using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Forgets messages that no queue can deliver any more.</summary>
internal sealed class InboxSweep(IServiceScopeFactory scopes, OutboxOptions options, TimeProvider time, ILogger<InboxSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(failure);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How many were forgotten.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = time.GetUtcNow() - options.InboxFor;
        return await scope.ServiceProvider.GetRequiredService<OrchestratorDb>().Inbox.Where(row => row.ConsumedAt < before).ExecuteDeleteAsync(ct);
    }
}
