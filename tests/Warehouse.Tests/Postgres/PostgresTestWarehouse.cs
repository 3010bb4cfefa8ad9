using EtlMesh.Warehouse.Postgres;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Postgres;

/// <summary>A warehouse in a database of its own.</summary>
public sealed class PostgresTestWarehouse : TestWarehouse
{
    /// <summary>Of whoever else is in the database.</summary>
    public required NpgsqlDataSource Others { get; init; }

    public required string Connection { get; init; }

    protected override string ObjectsSql =>
        """
        select table_schema || '.' || table_name from information_schema.tables where table_schema not in ('etl', 'information_schema', 'pg_catalog')
        union all
        select nspname from pg_namespace where nspname not in ('etl', 'public', 'information_schema') and nspname not like 'pg\_%'
        """;

    public static async Task<TestWarehouse> OpenAsync(PostgresTests server) => await OpenDatabaseAsync(server);

    public static async Task<PostgresTestWarehouse> OpenDatabaseAsync(PostgresTests server)
    {
        var connection = await server.Server.CreateDatabaseAsync();
        var warehouse = new PostgresTestWarehouse { Connection = connection, Others = NpgsqlDataSource.Create(connection) };
        await warehouse.ReopenAsync();
        return warehouse;
    }

    public override async Task<IWarehouse> OpenHouseAsync() => await PostgresWarehouse.OpenAsync(Connection, Clock, default);

    public override async Task ExecuteAsync(string sql)
    {
        await using var command = Others.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of what somebody else reads.</summary>
    public async Task<object?> OthersValueAsync(string sql)
    {
        await using var command = Others.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Others.DisposeAsync();
    }
}
