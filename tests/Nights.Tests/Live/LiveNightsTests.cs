using System.Net;
using System.Net.Sockets;
using EtlMesh.Nights.Tests.Real;
using EtlMesh.Servers;
using EtlMesh.Warehouse.DuckDb;
using EtlMesh.Warehouse.Postgres;
using Xunit.Abstractions;

namespace EtlMesh.Nights.Tests.Live;

/// <summary>Real databases that are written while nights read them, into both warehouses: two hundred nights in all.</summary>
public sealed class LiveNightsTests(LiveNightsTests.Servers servers, ITestOutputHelper output) : IClassFixture<LiveNightsTests.Servers>
{
    private const int Nights = 50;

    [Theory]
    [InlineData("postgres", "duckdb", 1)]
    [InlineData("postgres", "postgres", 2)]
    [InlineData("mariadb", "duckdb", 3)]
    [InlineData("mariadb", "postgres", 4)]
    public async Task NightsOfATableThatIsBeingWritten_EndEqualToTheSource(string kind, string warehouse, int seed)
    {
        await using var source = kind == "postgres"
            ? await LivePostgres.CreateAsync(await servers.Postgres.CreateDatabaseAsync())
            : await LiveMariaDb.CreateAsync(servers.MariaDb);
        var variable = $"LIVE_{kind}_{warehouse}_URL".ToUpperInvariant();
        Environment.SetEnvironmentVariable(variable, source.Url);
        var database = warehouse == "postgres" ? await servers.Postgres.CreateDatabaseAsync() : "";
        await using var home = await Home.OpenAsync(async (root, clock) => warehouse == "postgres"
            ? await PostgresWarehouse.OpenAsync(database, clock, CancellationToken.None)
            : await DuckDbWarehouse.OpenAsync(Path.Combine(root, "warehouse.duckdb"), TimeSpan.Zero, clock, CancellationToken.None));

        var nights = new LiveNights(source, home, variable, seed);
        await nights.RunAsync(Nights);

        output.WriteLine(string.Join(", ", nights.Told.Select(told => $"{told.Key} {told.Value}")));
        Assert.All(["late transactions", "kills", "columns changed", "single segments", "nights anew"], told => Assert.True(nights.Told.ContainsKey(told), told));
    }

    public sealed class Servers : IAsyncLifetime
    {
        public PostgresServer Postgres { get; private set; } = null!;

        public MariaDbServer MariaDb { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            Postgres = await PostgresServer.StartAsync(port);
            MariaDb = await MariaDbServer.StartAsync();
        }

        public async Task DisposeAsync()
        {
            await Postgres.DisposeAsync();
            await MariaDb.DisposeAsync();
        }
    }
}
