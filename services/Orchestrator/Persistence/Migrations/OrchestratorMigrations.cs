using System.Data;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Persistence.Migrations;

/// <summary>Brings the orchestrator's schema up to date, one process at a time.</summary>
public static class OrchestratorMigrations
{
    // Any number will do, as long as every version of the orchestrator takes the same one.
    private const long Lock = 0x45746C4D657368;

    /// <summary>Another process's migration may take its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task ApplyAsync(OrchestratorDb db, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(Patience);
        await db.Database.OpenConnectionAsync(ct); // an advisory lock belongs to its session
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", ct);
            await db.Database.ExecuteSqlRawAsync($"CREATE SCHEMA IF NOT EXISTS {OrchestratorDb.Schema}", ct);
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            // A pooled connection keeps its session's locks.
            if (db.Database.GetDbConnection().State == ConnectionState.Open)
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }
}
