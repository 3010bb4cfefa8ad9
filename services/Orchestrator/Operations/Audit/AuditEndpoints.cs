using EtlMesh.Orchestrator.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Operations;

/// <summary><c>GET /api/audit</c>: who did what, the latest first.</summary>
internal static class AuditEndpoints
{
    private const int Usual = 100;

    public static void MapAudit(this RouteGroupBuilder api) => api.MapGet("/audit", ListAsync);

    private static async Task<IResult> ListAsync(string? limit, HttpContext call, OrchestratorDb db)
    {
        var rows = await db.Audit.AsNoTracking().OrderByDescending(row => row.Id).Take(Names.Limit(limit, Usual)).ToListAsync(call.RequestAborted);
        return OperationsEndpoints.Json(rows.Select(row => row.ToDocument()));
    }
}
