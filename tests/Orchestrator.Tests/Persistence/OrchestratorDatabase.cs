using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>A PostgreSQL for the tests of what the orchestrator stores.</summary>
public sealed class OrchestratorDatabase : IAsyncLifetime
{
    private PostgresServer server = null!;

    public async Task InitializeAsync() => server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    /// <summary>A new database, not migrated.</summary>
    public Task<string> CreateAsync() => server.CreateDatabaseAsync();

    public static OrchestratorDb Open(string connection) =>
        new ServiceCollection().AddLogging().AddOrchestratorPersistence(connection).BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<OrchestratorDb>();

    public static async Task<List<T>> ReadAsync<T>(string connection, Func<OrchestratorDb, IQueryable<T>> query)
    {
        await using var db = Open(connection);
        return await query(db).ToListAsync();
    }
}
