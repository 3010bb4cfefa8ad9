using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;
using EtlMesh.Warehouse.Postgres;
using EtlMesh.Warehouse.Redshift;
using EtlMesh.Warehouse.Tests.Postgres;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>A Redshift warehouse in a database of its own: on PostgreSQL, or where <c>REDSHIFT_TEST_URL</c> is given on that Redshift.</summary>
public sealed class RedshiftTestWarehouse : TestWarehouse
{
    private readonly NpgsqlConnectionStringBuilder address;
    private readonly string role;
    private readonly IObjectStore store;
    private readonly ICluster cluster;
    private readonly Func<Task> drop;
    private readonly NpgsqlDataSource others;

    private RedshiftTestWarehouse(NpgsqlConnectionStringBuilder address, string role, Func<RedshiftTestWarehouse, NpgsqlDataSource, (IObjectStore Store, ICluster Cluster)> parts, Func<Task> drop)
    {
        (this.address, this.role, this.drop) = (address, role, drop);
        others = NpgsqlDataSource.Create(address.ConnectionString);
        (store, cluster) = parts(this, others);
    }

    /// <summary>PostgreSQL in Redshift's place.</summary>
    internal PostgresInstead Instead => (PostgresInstead)cluster;

    protected override string ObjectsSql =>
        """
        select table_schema || '.' || table_name from information_schema.tables where table_schema not in ('etl', 'public', 'information_schema', 'pg_catalog') and table_name <> 'etlmesh__open'
        union all
        select nspname from pg_namespace where nspname not in ('etl', 'public', 'information_schema', 'catalog_history') and nspname not like 'pg\_%'
        """;

    /// <summary>On PostgreSQL, or on Redshift where one is given.</summary>
    public static async Task<TestWarehouse> OpenAsync(PostgresTests server) =>
        Environment.GetEnvironmentVariable("REDSHIFT_TEST_URL") is { Length: > 0 } url ? await OpenRealAsync(url) : await OpenInsteadAsync(server);

    internal static async Task<RedshiftTestWarehouse> OpenInsteadAsync(PostgresTests server)
    {
        var connection = await server.Server.CreateDatabaseAsync();
        var warehouse = new RedshiftTestWarehouse(new NpgsqlConnectionStringBuilder(connection), "arn:aws:iam::123456789012:role/etl", (own, others) =>
        {
            var store = new NamedStore(own.Folder);
            return (store, new PostgresInstead(others, store.PathOf));
        }, () => Task.CompletedTask);
        await warehouse.ExecuteAsync(PostgresInstead.Catalog);
        await warehouse.ReopenAsync();
        return warehouse;
    }

    public override async Task<IWarehouse> OpenHouseAsync() => await RedshiftWarehouse.OpenAsync(new NpgsqlConnectionStringBuilder(address.ConnectionString), role, store, cluster, Clock, default);

    public override LandedObject Landed(string path)
    {
        var key = Path.GetFileName(path);
        if (cluster is Cluster)
            Upload(key, path).GetAwaiter().GetResult();
        return new LandedObject(store, key, new FileInfo(path).Length, null);
    }

    public override async Task ExecuteAsync(string sql)
    {
        foreach (var statement in sql.Contains("$$", StringComparison.Ordinal) ? [sql] : sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = others.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The first value of what somebody else reads.</summary>
    public async Task<object?> OthersValueAsync(string sql)
    {
        await using var command = others.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await others.DisposeAsync();
        await drop();
    }

    /// <summary>As an extractor lands it: the columns in order, each of its type; a column that is missing stays so.</summary>
    protected override string Landing(string select, IReadOnlyList<ColumnSpec> columns)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        using var shape = connection.Query($"select * from ({select}) limit 0");
        var there = columns.Where(column => shape.Columns.Any(one => one.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)));
        return $"select {string.Join(", ", there.Select(column => $"cast({Sql.Identifier(column.Name)} as {column.Type}) as {Sql.Identifier(column.Name)}"))} from ({select})";
    }

    private static async Task<RedshiftTestWarehouse> OpenRealAsync(string url)
    {
        var (connection, role) = RedshiftAddress.Parse(url);
        var name = "etlmesh_" + Uid.New();
        await ExecuteAsync(connection, $"create database {name}");
        var own = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = name };
        var warehouse = new RedshiftTestWarehouse(own, role, (house, _) => (new S3ObjectStore(new S3StoreOptions
        {
            Bucket = Environment.GetEnvironmentVariable("REDSHIFT_TEST_BUCKET") ?? throw new InvalidOperationException("REDSHIFT_TEST_URL is set: set REDSHIFT_TEST_BUCKET, too, to a bucket that the role may read."),
            Region = Environment.GetEnvironmentVariable("REDSHIFT_TEST_REGION") ?? "us-east-1",
            Prefix = name,
            Scratch = house.Folder,
        }), new Cluster()), () => ExecuteAsync(connection, $"drop database {name}"));
        await warehouse.ReopenAsync();
        return warehouse;
    }

    private static async Task ExecuteAsync(NpgsqlConnectionStringBuilder address, string sql)
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task Upload(string key, string path)
    {
        await using var write = await store.CreateAsync(key, default);
        File.Copy(path, write.LocalPath, overwrite: true);
        await write.CommitAsync(default);
    }
}
