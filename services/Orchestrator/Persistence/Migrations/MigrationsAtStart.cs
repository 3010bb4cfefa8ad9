using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Persistence.Migrations;

/// <summary>Nothing of the orchestrator starts before its schema is there. A database that is not up yet is waited for: services may start in any order.</summary>
internal sealed class MigrationsAtStart(IServiceScopeFactory scopes, TimeProvider time, ILogger<MigrationsAtStart> logger) : IHostedService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await TryAsync(cancellationToken))
            await Task.Delay(Again, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await OrchestratorMigrations.ApplyAsync(scope.ServiceProvider.GetRequiredService<OrchestratorDb>(), ct);
            return true;
        }
        catch (Exception failure) when (StoreTroubles.Pass(failure) && !ct.IsCancellationRequested)
        {
            logger.DatabaseAwaited(failure.Message);
            return false;
        }
    }
}
