using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EtlMesh.Orchestrator.Persistence;

/// <summary>Whether the orchestrator's database answers, also one that takes connections and then says nothing.</summary>
internal sealed class DatabaseHealth(IServiceScopeFactory scopes, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OrchestratorDb>().Database.ExecuteSqlAsync($"SELECT 1", either.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            var why = enough.IsCancellationRequested ? $"no answer within {Patience.TotalSeconds:0} s" : away.Message;
            return HealthCheckResult.Unhealthy($"the orchestrator's database is away: {why}; runs wait for it and go on by themselves");
        }
    }
}
