using EtlMesh.Servers;
using EtlMesh.Testing;
using EtlMesh.Warehouse.Postgres;
using Npgsql;

namespace EtlMesh.Loader.Tests;

public sealed class PostgresDifferencesTests(PostgresDifferencesTests.OneServer one) : DifferencesConformance, IClassFixture<PostgresDifferencesTests.OneServer>
{
    private string connection = "";

    protected override async Task<TestHome> OpenAsync()
    {
        connection = await one.Server.CreateDatabaseAsync();
        return await TestHome.OpenAsync(async _ => await PostgresWarehouse.OpenAsync(connection, TimeProvider.System, default));
    }

    protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public sealed class OneServer : IAsyncLifetime
    {
        public PostgresServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
