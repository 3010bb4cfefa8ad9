using System.Text;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Tests.Arrivals;
using EtlMesh.Extractor.Tests.MySql;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Tests.MySqlDump;

/// <summary>MySQL's example database, whose dump lies in the folder that ETLMESH_PUBLIC_DATA names: read without a server, every table equals what a server made of it, by the road of the MySQL source.</summary>
[Collection(MariaDbTests.Name)]
public sealed class SakilaDumpTests(MariaDbTests maria)
{
    private static readonly string[] Tables =
        ["actor", "address", "category", "city", "country", "customer", "film", "film_actor", "film_category", "film_text", "inventory", "language", "payment", "rental", "staff", "store"];

    /// <summary>The files are written by hand: a trigger fills this table from <c>film</c>, which only a server does.</summary>
    private const string FilledByTrigger = "film_text";

    [Fact]
    public async Task PublishedFiles_EqualTheServer()
    {
        await LoadAsync();
        using var night = new DumpNight { Tables = Tables };
        foreach (var file in (string[])["sakila-mv-schema.sql", "sakila-mv-data.sql"])
            night.With(file, await File.ReadAllBytesAsync(Path.Combine(Published, file)));
        await EqualsServerAsync(night, [.. Tables.Where(name => name != FilledByTrigger)]);
        Assert.Empty((await night.ExtractAsync(DumpNight.Table(FilledByTrigger))).Rows);

        var films = (await night.ExtractAsync(DumpNight.Table("film"))).Rows.Select(row => $"{row[0]}|{row[1]}|{row[2]}");
        using var server = MySqlNight.Of(maria.Server, "sakila");
        Assert.Equal(films, (await server.ExecuteAsync($"select concat_ws('|', film_id, title, description) from {FilledByTrigger} order by film_id")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("d.sql")]
    [InlineData("d.sql.gz", "--hex-blob", "--routines")]
    public async Task DumpOfTheServer_EqualsTheServer(string name, params string[] way)
    {
        await LoadAsync();
        using var night = new DumpNight { Tables = Tables }.With(name, await MariaDbDump.OfAsync(maria.Server, "sakila", way));
        await EqualsServerAsync(night, Tables);
    }

    private static string Published => Path.Combine(Environment.GetEnvironmentVariable("ETLMESH_PUBLIC_DATA")!, "sakila");

    /// <summary>MariaDB takes code for MySQL 5.7 and later for a comment, the addresses' places with it: here it is told that it is for 5.5.</summary>
    private async Task LoadAsync()
    {
        foreach (var file in (string[])["sakila-mv-schema.sql", "sakila-mv-data.sql"])
        {
            var dump = (await File.ReadAllTextAsync(Path.Combine(Published, file), Encoding.Latin1)).Replace("/*!50705", "/*!50505", StringComparison.Ordinal);
            using var stream = new MemoryStream(Encoding.Latin1.GetBytes(dump));
            await maria.Server.ExecuteAsync(stream, "mysql");
        }
    }

    private async Task EqualsServerAsync(DumpNight night, string[] tables)
    {
        using var server = MySqlNight.Of(maria.Server, "sakila");
        foreach (var name in tables)
        {
            var (dumped, served) = (DumpNight.Table(name), MySqlNight.Table(name));
            var (plan, servers) = (await night.PlanAsync(dumped), await server.PlanAsync(served));
            Assert.Equal(servers.Columns.Select(column => $"{column.Name} {column.Type}"), plan.Columns.Select(column => $"{column.Name} {column.Type}"));
            var landing = await night.ExtractAsync(dumped, plan);
            Assert.Empty(landing.Quarantined);
            Assert.Equal(await server.ExecuteAsync($"select count(*) from {name}"), $"{landing.Read}\n");
            var expected = TableDigest.Of(await server.RowsAsync(await server.LandAsync(served, servers), servers.Columns));
            Assert.Equal($"{name} {expected}", $"{name} {TableDigest.Of(await night.CanonicalRowsAsync(landing.Slices, plan.Columns))}");
        }

        if (!tables.Contains("address"))
            return;
        var places = (await night.ExtractAsync(DumpNight.Table("address"))).Rows.Select(row => Convert.ToHexString((byte[])row[7]!)).ToList();
        Assert.Equal("0000000001010000003E0A325D63345CC0761FDB8D99D94840", places[0]);
        Assert.Equal(603, places.Count);
    }
}
