using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Status;

/// <summary>How the mesh is: services and queues are asked at the same time.</summary>
internal sealed class MeshStatus(ServiceProbe services, QueueMonitor queues, RunList runs, LetterQueries letters, OrchestratorDb db, TimeProvider time)
{
    public async Task<StatusDocument> ReadAsync(CancellationToken ct)
    {
        var (answers, sample) = (services.AskAsync(ct), queues.SampleAsync(ct));
        var active = await runs.ReadActiveAsync(ct);
        var open = await letters.CountOpenAsync(ct);
        var now = time.GetUtcNow();
        var unsaid = await db.Outbox.CountAsync(row => row.DueAt <= now, ct);
        return new StatusDocument(await answers, (await sample).Queues, (await sample).At, active, open, unsaid);
    }
}
