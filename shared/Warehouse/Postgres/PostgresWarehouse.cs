using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>A warehouse in a PostgreSQL database (12 or later): any number of processes and threads at once.</summary>
public sealed class PostgresWarehouse : IWarehouse
{
    private readonly Engine _engine;

    private PostgresWarehouse(Engine engine)
    {
        _engine = engine;
        Attempts = new Attempts(engine);
        Segments = new Segments(engine);
        Candidates = new Candidates(engine);
        Checks = new Checks(engine);
        Releases = new Releases(engine, new Publishing(engine).RunAsync);
        Reader = new Reader(engine);
        Exports = new Exports(engine);
    }

    public string Engine => "postgres";

    public IAttempts Attempts { get; }

    public ISegments Segments { get; }

    public ICandidates Candidates { get; }

    public IChecks Checks { get; }

    public IReleases Releases { get; }

    public IWarehouseReader Reader { get; }

    public IExports? Exports { get; }

    /// <summary>Opens the warehouse, and makes the schema <c>etl</c> where it is not there yet. An attempt that is active stays active: it may be another process's.</summary>
    /// <param name="connection">An Npgsql connection string, or <c>postgres://user:password@host:port/database?sslmode=require</c>.</param>
    /// <exception cref="TransientEtlException">The server cannot be reached now.</exception>
    /// <exception cref="TerminalEtlException">The address is wrong, or the user may not do this.</exception>
    public static async Task<PostgresWarehouse> OpenAsync(string connection, TimeProvider clock, CancellationToken ct)
    {
        var address = PostgresAddress.Parse(connection);
        var engine = new Engine(NpgsqlDataSource.Create(address), clock);
        try
        {
            await EtlSchema.Versions.EnsureAsync(engine, $"{address.Host}/{address.Database}", ct);
            return new PostgresWarehouse(engine);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
