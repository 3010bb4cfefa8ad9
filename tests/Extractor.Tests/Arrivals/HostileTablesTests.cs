using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Tests.Files;
using EtlMesh.Extractor.Tests.HttpApi;
using EtlMesh.Extractor.Tests.Objects;
using EtlMesh.Pipelines;
using EtlMesh.Servers;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>Thousands of hostile values by each road of texts: they are in DuckDB and in PostgreSQL what they were at the source.</summary>
public sealed class HostileTablesTests(Cloud cloud) : IClassFixture<Cloud>
{
    private const int Rows = 1_500;

    private static readonly TableDefinition Table = FilesNight.Table("t.*") with { Columns = HostileTable.Columns, Key = ["id"] };

    [Fact]
    public async Task Api_OfJson_ArrivesUnchanged()
    {
        var table = HostileTable.Of(seed: 1, Rows);
        await using var server = await ApiServer.StartAsync(context =>
        {
            var page = table.Rows.Skip(int.Parse(context.Request.Query["offset"]!, CultureInfo.InvariantCulture)).Take(400);
            return context.Response.WriteAsync($"{{\"data\": {{\"items\": [{string.Join(",\n", page.Select(HostileTable.ToJson))}]}}}}");
        });
        using var night = server.Night();
        await ArrivesAsync(night, Table with { Path = null, Json = new JsonDefinition { Records = "data.items" }, Http = new HttpTableDefinition { Paging = HttpPaging.Offset } }, table);
    }

    [Theory]
    [InlineData("t.csv", 2)]
    [InlineData("t.jsonl", 3)]
    [InlineData("t.json", 4)]
    [InlineData("t.parquet", 5)]
    public async Task Objects_ArriveUnchanged(string name, int seed)
    {
        var (table, bucket) = (HostileTable.Of(seed, Rows), await cloud.NewBucketAsync());
        await cloud.PutAsync(bucket, $"in/{name}", Written(table, name));
        using var night = cloud.Night(bucket, most: 100_000_000);
        await ArrivesAsync(night, Table with { Path = name }, table);
    }

    private static byte[] Written(HostileTable table, string name)
    {
        switch (Path.GetExtension(name))
        {
            case ".csv":
                return table.ToCsv();
            case ".jsonl":
                return System.Text.Encoding.UTF8.GetBytes(string.Join('\n', table.Rows.Select(HostileTable.ToJson)));
            case ".json":
                return System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', table.Rows.Select(HostileTable.ToJson))}]");
            default:
                var path = Path.GetTempFileName();
                table.ToParquet(path);
                var bytes = File.ReadAllBytes(path);
                File.Delete(path);
                return bytes;
        }
    }

    private static async Task ArrivesAsync(SourceNight night, TableDefinition definition, HostileTable table)
    {
        var slices = await night.LandAsync(definition);
        Assert.Equal((Rows, 0L), (slices.Sum(slice => slice.Rows), slices.Sum(slice => slice.RowsQuarantined)));
        await using var server = await PostgresServer.StartAsync();
        await using var warehouses = await Warehouses.OpenAsync(server);
        Same(table.Expected, await warehouses.ThroughDuckDbAsync(night.Store, slices, HostileTable.Columns), "DuckDB");
        Same(table.Expected, await warehouses.ThroughPostgresAsync(night.Store, slices, HostileTable.Columns), "PostgreSQL");
    }

    private static void Same(List<string?[]> expected, List<string?[]> actual, string where)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (row, (should, found)) in expected.Zip(actual).Index())
        {
            for (var i = 0; i < should.Length; i++)
                Assert.True(should[i] == found[i], $"{where}, row {row}, column {HostileTable.Columns[i].Name}: {Shown(found[i])} instead of {Shown(should[i])}");
        }
    }

    private static string Shown(string? text) => text is null ? "NULL" : System.Text.Json.JsonSerializer.Serialize(text.Length > 200 ? text[..200] : text);
}
