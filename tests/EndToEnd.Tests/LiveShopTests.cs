using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EtlMesh.Servers;
using Npgsql;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>daily-metrics on a shop's PostgreSQL database instead of its files.</summary>
public sealed class LiveShopTests : IAsyncLifetime, IDisposable
{
    private readonly Workplace live = new(Workplace.Product("daily-metrics"));
    private PostgresServer server = null!;
    private string database = null!;

    public async Task InitializeAsync()
    {
        var port = FreePort();
        server = await PostgresServer.StartAsync(port);
        database = await server.CreateDatabaseAsync();
        var address = new NpgsqlConnectionStringBuilder(database);
        live.Environment["SHOP_URL"] = $"postgres://{address.Username}@127.0.0.1:{port}/{address.Database}";
        using var load = Process.Start(new ProcessStartInfo(Path.Combine(live.Pipeline, "source", "load.sh"), [live.Environment["SHOP_URL"]]))!;
        await load.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, load.ExitCode);
    }

    [Fact]
    public async Task Night_PublishesWhatTheFilesGive()
    {
        using var files = new Workplace(Workplace.Product("daily-metrics"));
        var night = (await live.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;
        (await files.NightAsync(SampleShop.LastDay)).ExpectExit(0);

        Assert.Equal(
            ["shop.customers 398 0 398", "shop.events 6076 0 6076", "shop.orders 2905 0 2905", "shop.refunds 120 0 120"],
            night.GetProperty("tables").EnumerateArray()
                .Select(table => $"{table.GetProperty("name").GetString()} {table.GetProperty("rows_read")} {table.GetProperty("rows_quarantined")} {table.GetProperty("rows_loaded")}").Order(StringComparer.Ordinal));
        foreach (var table in (string[])["fct_daily_metrics", "executive_report"])
        {
            var published = await live.QueryAsync($"select * from daily_metrics.{table} order by 1");
            Assert.NotEmpty(published);
            Assert.Equal(await files.QueryAsync($"select * from daily_metrics.{table} order by 1"), published);
        }

        Assert.Equal(
            SampleShop.DailyMetrics(live.Pipeline),
            (await live.RunHereAsync("query", "select concat_ws('|', day, orders, revenue, active_users) as line from daily_metrics.fct_daily_metrics order by day", "--output", "json"))
                .ExpectExit(0).Json.EnumerateArray().Select(row => row.GetProperty("line").GetString()!));
    }

    [Fact]
    public async Task SecondNight_ReadsNewEventsOnly_AndWaitsForTheDayToBeClosed()
    {
        (await live.NightAsync(SampleShop.LastDay)).ExpectExit(0);
        var file = Path.Combine(live.Pipeline, "pipeline.yml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("give_up_after: 30m", "give_up_after: 0s", StringComparison.Ordinal));
        var early = await live.NightAsync(SampleShop.DayAfter);
        Assert.NotEqual(0, early.ExitCode);
        Assert.Contains("its sensor's query says `2026-10-31`", early.Output + early.Errors, StringComparison.Ordinal);

        await ExecuteAsync(
            """
            insert into orders values (90001, 7, 'completed', '2026-11-01 09:00:00', 10.50, null);
            insert into events values (90001, 7, 'login', '2026-11-01 08:59:00', null), (90002, 8, 'view', '2026-11-01 10:00:00', null);
            insert into closed_days values ('2026-11-01')
            """);
        var night = (await live.NightAsync(SampleShop.DayAfter)).ExpectExit(0).Json;
        var events = night.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("name").GetString() == "shop.events").GetProperty("rows_read").GetInt64();
        Assert.InRange(events, 2, 100); // two new ones, and those of the hour before the last one
        Assert.Equal(["""{"orders":1,"revenue":10.50,"active_users":2}"""], await live.QueryAsync("select orders, revenue, active_users from daily_metrics.fct_daily_metrics where day = '2026-11-01'"));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => live.Dispose();

    private async Task ExecuteAsync(string statements)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
