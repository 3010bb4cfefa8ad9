using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Warehouse.Tests.DuckDb;

/// <summary>A warehouse in a file.</summary>
public sealed class DuckDbTestWarehouse : TestWarehouse
{
    public string File => Path.Combine(Folder, "warehouse.duckdb");

    protected override string ObjectsSql =>
        """
        select table_schema || '.' || table_name from information_schema.tables where table_schema <> 'etl'
        union all
        select schema_name from information_schema.schemata where catalog_name = current_database() and schema_name not in ('etl', 'main', 'information_schema', 'pg_catalog')
        """;

    public static async Task<TestWarehouse> OpenAsync() => await OpenFileAsync();

    public static async Task<DuckDbTestWarehouse> OpenFileAsync()
    {
        var warehouse = new DuckDbTestWarehouse();
        await warehouse.ReopenAsync();
        return warehouse;
    }

    public override async Task<IWarehouse> OpenHouseAsync() => await DuckDbWarehouse.OpenAsync(File, TimeSpan.Zero, Clock, default);

    public override Task ExecuteAsync(string sql)
    {
        using var database = EtlMesh.DuckDb.DuckDbDatabase.Open(File);
        using var connection = database.Connect();
        connection.Execute(sql);
        return Task.CompletedTask;
    }
}
