using EtlMesh.Orchestrator.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Closes letters whose run has succeeded, sends replays that could not be sent at once, and forgets old letters.</summary>
internal sealed class Upkeep(IServiceScopeFactory scopes, ReplayDelivery delivery, DeadLetterOptions options, TimeProvider time, ILogger<Upkeep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var again = new PeriodicTimer(options.TidyEvery, time);
            do
            {
                await TidyAsync(stoppingToken);
            }
            while (await again.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TidyAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
            await delivery.DeliverAsync(ct);
            await LetterStore.CloseAsync(db, time.GetUtcNow(), ct);
            await LetterStore.SweepAsync(db, time.GetUtcNow() - options.KeepFor, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            logger.TidyingFailed(failure);
        }
    }
}
