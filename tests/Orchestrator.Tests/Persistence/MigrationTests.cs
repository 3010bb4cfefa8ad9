using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Migrations;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>The schema is made by hand, so it is held against the model.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class MigrationTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task FiveProcessesAtOnce_MigrateOnce()
    {
        var connection = await database.CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => MigrateAsync(connection)));

        var applied = await OrchestratorDatabase.ReadAsync(connection, db => db.Database.SqlQuery<string>($"SELECT migration_id AS \"Value\" FROM (SELECT \"MigrationId\" AS migration_id FROM orchestrator.migrations) m"));
        Assert.Equal(["001_sagas_inbox_outbox", "002_catalog", "003_dead_letters"], applied.Order());
    }

    [Fact]
    public async Task EveryTableOfTheModel_HasTheModelsColumns()
    {
        var connection = await database.CreateAsync();
        await MigrateAsync(connection);
        await using var db = OrchestratorDatabase.Open(connection);

        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            var columns = await db.Database.SqlQuery<string>(
                $"SELECT column_name || ' ' || replace(data_type, 'timestamp with time zone', 'timestamptz') || ' ' || is_nullable AS \"Value\" FROM information_schema.columns WHERE table_schema = {table.Schema} AND table_name = {table.Name}").ToListAsync();
            Assert.Equal(
                table.Columns.Select(column => $"{column.Name} {column.StoreType.Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)} {(column.IsNullable ? "YES" : "NO")}").Order(),
                columns.Order());
        }
    }

    private static async Task MigrateAsync(string connection)
    {
        await using var db = OrchestratorDatabase.Open(connection);
        await OrchestratorMigrations.ApplyAsync(db, CancellationToken.None);
    }
}
