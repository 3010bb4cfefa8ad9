using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Persistence.Migrations;

/// <summary>Nothing of the orchestrator starts before its schema is there. A database that is not up yet is waited for: services may start in any order.</summary>
internal sealed class MigrationsAtStart(IServiceScopeFactory scopes, TimeProvider time, ILogger<MigrationsAtStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Before anything starts, in whatever order it was added: a message that found no tables would be a dead letter.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (!await TryAsync(cancellationToken))
            await Task.Delay(Again, time, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
