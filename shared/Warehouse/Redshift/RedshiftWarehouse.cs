using EtlMesh.Contracts;
using EtlMesh.Staging;
using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>A warehouse in an Amazon Redshift database: any number of processes and threads at once.</summary>
public sealed class RedshiftWarehouse : IWarehouse
{
    /// <summary>Of every connection: how moments are written and read.</summary>
    private static readonly string[] Settings = ["set timezone to 'UTC'", "set datestyle to 'ISO, MDY'"];

    private readonly Engine _engine;

    private RedshiftWarehouse(Engine engine, IObjectStore? store)
    {
        _engine = engine;
        Attempts = new Attempts(engine);
        Segments = new Segments(engine, store);
        Candidates = new Candidates(engine);
        Checks = new Checks(engine);
        Releases = new Releases(engine, new Publishing(engine).RunAsync);
        Reader = new Reader(engine);
    }

    public string Engine => "redshift";

    public IAttempts Attempts { get; }

    public ISegments Segments { get; }

    public ICandidates Candidates { get; }

    public IChecks Checks { get; }

    public IReleases Releases { get; }

    public IWarehouseReader Reader { get; }

    /// <summary>Opens the warehouse, and makes the schema <c>etl</c> where it is not there yet.</summary>
    /// <param name="connection"><c>redshift://user:password@host:5439/database?iam_role=arn:aws:iam::…</c>; without a role the cluster's default one reads the bucket.</param>
    /// <param name="store">Where staged data lies: a bucket of the cluster's region, which that role may read; null for who loads nothing.</param>
    /// <exception cref="TransientEtlException">The server cannot be reached now.</exception>
    /// <exception cref="TerminalEtlException">The address is wrong, or the user may not do this.</exception>
    public static Task<RedshiftWarehouse> OpenAsync(string connection, IObjectStore? store, TimeProvider clock, CancellationToken ct)
    {
        var address = RedshiftAddress.Parse(connection);
        return OpenAsync(address.Connection, address.Role, store, new Cluster(), clock, ct);
    }

    internal static async Task<RedshiftWarehouse> OpenAsync(NpgsqlConnectionStringBuilder address, string role, IObjectStore? store, ICluster cluster, TimeProvider clock, CancellationToken ct)
    {
        var source = new NpgsqlDataSourceBuilder(address.ConnectionString);
        source.UsePhysicalConnectionInitializer(Prepare, PrepareAsync);
        var engine = new Engine(source.Build(), clock, cluster, role);
        try
        {
            await EtlSchema.Versions.EnsureAsync(engine, $"{address.Host}/{address.Database}", ct);
            return new RedshiftWarehouse(engine, store);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static void Prepare(NpgsqlConnection connection)
    {
        foreach (var setting in Settings)
        {
            using var command = new NpgsqlCommand(setting, connection);
            command.ExecuteNonQuery();
        }
    }

    private static async Task PrepareAsync(NpgsqlConnection connection)
    {
        foreach (var setting in Settings)
        {
            await using var command = new NpgsqlCommand(setting, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
