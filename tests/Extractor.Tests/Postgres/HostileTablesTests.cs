using System.Globalization;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Tests.Arrivals;
using EtlMesh.Servers;
using Xunit.Abstractions;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>Generated tables of hostile values arrive unchanged, in DuckDB and in PostgreSQL: as the source itself writes them.</summary>
[Collection(PostgresTests.Name)]
public sealed class HostileTablesTests(PostgresTests postgres, ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Tables = 40;
    private const int RowsOfTable = 60;

    [Fact]
    public async Task Tables_ArriveUnchanged()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var warehouses = await Warehouses.OpenAsync(postgres.Server);
        for (var i = 0; i < Tables; i++)
        {
            var hostile = new HostileTable(random);
            await using var night = await PostgresNight.BeginAsync(postgres.Server, hostile.Create + hostile.Rows(RowsOfTable));
            var table = PostgresNight.Table("t") with { Slices = 1 + (i % 3), Snapshot = i % 4 == 0 ? Pipelines.SnapshotMode.Table : Pipelines.SnapshotMode.Window };
            var plan = await night.PlanAsync(table);
            var slices = await night.LandAsync(table, plan);
            var where = $"table {i} of seed {Seed}: {hostile.Create}";
            Assert.True(slices.All(slice => slice.RowsQuarantined == 0), where);
            var source = await night.TextsAsync($"select {string.Join(", ", plan.Columns.Select(column => CanonicalSql.Postgres(column.Name, column.Type)))} from t");
            List<string?[]> expected = [.. source.Select(row => row.Select((value, c) => Canonical.Text(value, plan.Columns[c].Type)).ToArray())];
            Same(expected, await warehouses.ThroughDuckDbAsync(night.Store, slices, plan.Columns), "DuckDB, " + where);
            Same(expected, await warehouses.ThroughPostgresAsync(night.Store, slices, plan.Columns), "PostgreSQL, " + where);
        }
    }

    [Fact]
    public async Task FieldsOf16Megabytes_ArriveUnchanged()
    {
        const int Length = 16 * 1024 * 1024;
        await using var warehouses = await Warehouses.OpenAsync(postgres.Server);
        await using var night = await PostgresNight.BeginAsync(
            postgres.Server, $"create table t (id int primary key, b bytea, s text); insert into t values (1, decode(repeat('00ff275c', {Length / 4}), 'hex'), repeat('ä\\''', {Length / 4})), (2, '', ''), (3, decode(repeat('7a', {Length}), 'hex'), null)");
        var table = PostgresNight.Table("t");
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        List<string?[]> expected =
        [
            ["1", string.Concat(Enumerable.Repeat("00ff275c", Length / 4)), string.Concat(Enumerable.Repeat("ä\\'", Length / 4))],
            ["2", "", ""],
            ["3", string.Concat(Enumerable.Repeat("7a", Length)), null],
        ];
        Same(expected, await warehouses.ThroughDuckDbAsync(night.Store, slices, plan.Columns), "DuckDB");
        Same(expected, await warehouses.ThroughPostgresAsync(night.Store, slices, plan.Columns), "PostgreSQL");
    }

    private static void Same(List<string?[]> expected, List<string?[]> actual, string where)
    {
        Assert.True(expected.Count == actual.Count, $"{where}: {actual.Count} rows, expected were {expected.Count}");
        foreach (var ((one, other), row) in expected.OrderBy(Id).Zip(actual.OrderBy(Id)).Select((pair, i) => (pair, i)))
        {
            for (var i = 0; i < one.Length; i++)
                Assert.True(one[i] == other[i], $"{where}: row {row}, column {i}: {Shown(other[i])}, expected was {Shown(one[i])}");
        }
    }

    private static int Id(string?[] row) => int.Parse(row[0]!, CultureInfo.InvariantCulture);

    private static string Shown(string? value) => value is null ? "NULL" : $"`{(value.Length > 200 ? value[..200] + "…" : value)}` ({value.Length})";
}
