using System.Globalization;
using EtlMesh.Extractor.Tests.Arrivals;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>MySQL's example database, whose dump lies in the folder that ETLMESH_PUBLIC_DATA names: each table and view through the connector equals what the server itself counts and sums.</summary>
[Collection(MariaDbTests.Name)]
public sealed class SakilaTests(MariaDbTests maria)
{
    private static readonly string[] Tables =
        ["actor", "address", "category", "city", "country", "customer", "film", "film_actor", "film_category", "film_text", "inventory", "language", "payment", "rental", "staff", "store"];

    [Fact]
    public async Task EveryTable_EqualsTheServersOwnSums()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("ETLMESH_PUBLIC_DATA")!, "sakila");
        foreach (var file in (string[])["sakila-mv-schema.sql", "sakila-mv-data.sql"])
        {
            await using var dump = File.OpenRead(Path.Combine(folder, file));
            await maria.Server.ExecuteAsync(dump, "mysql");
        }

        using var night = MySqlNight.Of(maria.Server, "sakila");
        Assert.Equal(Tables, (await night.ExecuteAsync("select table_name from information_schema.tables where table_schema = 'sakila' and table_type = 'BASE TABLE' order by 1")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (var name in Tables)
        {
            var table = MySqlNight.Table(name);
            var plan = await night.PlanAsync(table);
            var slices = await night.LandAsync(table, plan);
            Assert.Equal(0, slices.Sum(slice => slice.RowsQuarantined));
            var rows = await night.RowsAsync(slices, plan.Columns);
            var server = (await night.ExecuteAsync($"set time_zone = '+00:00'; select count(*), {string.Join(", ", plan.Columns.Select(column => $"concat(count(`{column.Name}`), ' ', ifnull(sum(crc32({ServersText(column.Name, column.Type)})), 0))"))} from `{name}`")).TrimEnd('\n').Split('\t');
            Assert.Equal(server[0], rows.Count.ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < plan.Columns.Count; i++)
            {
                var values = rows.Select(row => row[i]).OfType<string>().ToList();
                Assert.Equal($"{name}.{plan.Columns[i].Name} {server[i + 1]}", $"{name}.{plan.Columns[i].Name} {values.Count} {values.Sum(value => (long)Crc32.Of(value))}");
            }
        }
    }

    /// <summary>The server's value in the canonical text of <see cref="CanonicalSql"/>.</summary>
    private static string ServersText(string column, string type) => type switch
    {
        "blob" => $"lower(hex(`{column}`))",
        "timestamp" or "timestamptz" => $"date_format(`{column}`, '%Y-%m-%d %H:%i:%s.%f')",
        _ => $"cast(`{column}` as char)",
    };
}
