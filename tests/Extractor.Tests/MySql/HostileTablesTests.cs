using EtlMesh.Extractor.Tests.Arrivals;
using EtlMesh.Servers;
using Xunit.Abstractions;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>Generated tables of hostile values arrive unchanged, in DuckDB and in PostgreSQL.</summary>
[Collection(MariaDbTests.Name)]
public sealed class HostileTablesTests(MariaDbTests maria, ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Tables = 60;
    private const int RowsOfTable = 60;

    [Fact]
    public async Task Tables_ArriveUnchanged()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var postgres = await PostgresServer.StartAsync();
        await using var warehouses = await Warehouses.OpenAsync(postgres);
        for (var i = 0; i < Tables; i++)
        {
            var withNul = i % 4 == 3; // which PostgreSQL cannot hold in texts
            var hostile = new HostileTable(random, withNul);
            var (insert, expected) = hostile.Rows(RowsOfTable);
            using var night = await MySqlNight.BeginAsync(maria.Server, hostile.Create + insert);
            var table = MySqlNight.Table("t") with { Slices = 1 + (i % 3) };
            var plan = await night.PlanAsync(table);
            var slices = await night.LandAsync(table, plan);
            var where = $"table {i} of seed {Seed}: {hostile.Create}";
            Assert.True(slices.All(slice => slice.RowsQuarantined == 0), where);
            Same(expected, await warehouses.ThroughDuckDbAsync(night.Store, slices, plan.Columns), "DuckDB, " + where);
            if (!withNul)
                Same(expected, await warehouses.ThroughPostgresAsync(night.Store, slices, plan.Columns), "PostgreSQL, " + where);
            await night.ExecuteAsync($"drop database {night.Database}");
        }
    }

    [Fact]
    public async Task FieldsOf16Megabytes_ArriveUnchanged()
    {
        const int Length = 16 * 1024 * 1024;
        await using var postgres = await PostgresServer.StartAsync();
        await using var warehouses = await Warehouses.OpenAsync(postgres);
        using var night = await MySqlNight.BeginAsync(
            maria.Server, $"create table t (id int primary key, b longblob, s longtext); insert into t values (1, repeat(x'00FF275C', {Length / 4}), repeat('ä\\\\''', {Length / 4})), (2, '', ''), (3, repeat('z', {Length}), null);");
        var table = MySqlNight.Table("t");
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        List<string?[]> expected =
        [
            ["1", string.Concat(Enumerable.Repeat("00ff275c", Length / 4)), string.Concat(Enumerable.Repeat("ä\\'", Length / 4))],
            ["2", "", ""],
            ["3", string.Concat(Enumerable.Repeat("7a", Length)), null],
        ];
        Assert.True(System.Text.Json.JsonSerializer.Serialize(slices).Length < 20_000, "the sums travel in messages");
        Same(expected, await warehouses.ThroughDuckDbAsync(night.Store, slices, plan.Columns), "DuckDB");
        Same(expected, await warehouses.ThroughPostgresAsync(night.Store, slices, plan.Columns), "PostgreSQL");
    }

    private static void Same(List<string?[]> expected, List<string?[]> actual, string where)
    {
        Assert.True(expected.Count == actual.Count, $"{where}: {actual.Count} rows, expected were {expected.Count}");
        foreach (var ((one, other), row) in expected.Zip(actual).Select((pair, i) => (pair, i)))
        {
            for (var i = 0; i < one.Length; i++)
                Assert.True(one[i] == other[i], $"{where}: row {row}, column {i}: {Shown(other[i])}, expected was {Shown(one[i])}");
        }
    }

    private static string Shown(string? value) => value is null ? "NULL" : $"`{(value.Length > 200 ? value[..200] + "…" : value)}` ({value.Length})";
}
