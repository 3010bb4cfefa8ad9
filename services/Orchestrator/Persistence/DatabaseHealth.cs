using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EtlMesh.Orchestrator.Persistence;

/// <summary>Whether the orchestrator's database answers, also one that takes connections and then says nothing.</summary>
internal sealed class DatabaseHealth(IServiceScopeFactory scopes, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock asking = new();
    private Task asked = Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await Ask().WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            var why = away is TimeoutException ? $"no answer within {Patience.TotalSeconds:0} s" : away.Message;
            return HealthCheckResult.Unhealthy($"the orchestrator's database is away: {why}; runs wait for it and go on by themselves");
        }
    }

    /// <summary>One question at a time: a silent server is not asked more and more, and cancelling a question would wait for its answer.</summary>
    private Task Ask()
    {
        lock (asking)
            return asked = asked.IsCompleted ? Task.Run(AskAsync) : asked;
    }

    private async Task AskAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrchestratorDb>().Database.ExecuteSqlAsync($"SELECT 1");
    }
}
