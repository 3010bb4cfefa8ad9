using EtlMesh.Contracts;
using EtlMesh.Extractor.Tests.Arrivals;
using EtlMesh.Extractor.Tests.MySql;
using EtlMesh.Servers;
using Xunit.Abstractions;
using HostileTable = EtlMesh.Extractor.Tests.MySql.HostileTable;

namespace EtlMesh.Extractor.Tests.MySqlDump;

/// <summary>Generated tables of hostile values, dumped by the real <c>mariadb-dump</c> in many ways: what is read of a dump is what the server reads of it, and it arrives unchanged in DuckDB and in PostgreSQL.</summary>
[Collection(MariaDbTests.Name)]
public sealed class HostileDumpsTests(MariaDbTests maria, ITestOutputHelper output)
{
    private const int Seed = 20261122;
    private const int RowsOfTable = 60;

    private static readonly string[][] Ways =
    [
        [],
        ["--hex-blob"],
        ["--complete-insert", "--skip-extended-insert"],
        ["--replace", "--skip-comments"],
        ["--insert-ignore", "--compact", "--hex-blob"],
        ["--default-character-set=binary"],
        ["--skip-quote-names", "--skip-add-locks", "--skip-set-charset"],
        ["--net-buffer-length=4096", "--order-by-primary"],
        ["--add-drop-database", "--no-autocommit", "--delayed-insert"],
    ];

    [Fact]
    public async Task Dumps_AreReadAsTheServerReadsThem()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var postgres = await PostgresServer.StartAsync();
        await using var warehouses = await Warehouses.OpenAsync(postgres);
        for (var i = 0; i < 5 * Ways.Length; i++)
        {
            var way = Ways[i % Ways.Length];
            var withNul = i % 4 == 3; // which PostgreSQL cannot hold in texts
            var hostile = new HostileTable(random, withNul);
            var (insert, expected) = hostile.Rows(RowsOfTable);
            var where = $"table {i} of seed {Seed}, dumped with {string.Join(' ', way)}: {hostile.Create}";
            using var source = await MySqlNight.BeginAsync(maria.Server, hostile.Create + insert);
            var dump = await MariaDbDump.OfAsync(maria.Server, source.Database, way);
            using var copy = await MySqlNight.BeginAsync(maria.Server);
            using (var stream = new MemoryStream(dump))
                await maria.Server.ExecuteAsync(stream, copy.Database);

            using var night = new DumpNight { Tables = ["t"] }.With(i % 3 == 0 ? "d.sql.gz" : "d.sql", dump);
            var table = DumpNight.Table() with { Slices = 1 + (i % 4) };
            var plan = await night.PlanAsync(table);
            var landing = await night.ExtractAsync(table, plan);
            Assert.True(landing.Quarantined.Count == 0, $"{where}: {string.Join("; ", landing.Reasons.Take(3))}");
            Assert.Equal(RowsOfTable, landing.Read);

            var read = MySqlNight.Table("t");
            var copied = await copy.PlanAsync(read);
            Assert.Equal(copied.Columns.Select(column => $"{column.Name} {column.Type}"), plan.Columns.Select(column => $"{column.Name} {column.Type}"));
            var servers = await copy.RowsAsync(await copy.LandAsync(read, copied), copied.Columns);
            var through = await warehouses.ThroughDuckDbAsync(night.Store, landing.Slices, plan.Columns);
            Same(servers, through, plan.Columns, "DuckDB, " + where);
            if (!withNul)
                Same(servers, await warehouses.ThroughPostgresAsync(night.Store, landing.Slices, plan.Columns), plan.Columns, "PostgreSQL, " + where);
            // A dump has six digits of a float; everything else is what was inserted.
            Same(Without("float", expected, plan.Columns), Without("float", through, plan.Columns), plan.Columns, "inserted, " + where);
            await source.ExecuteAsync($"drop database {source.Database}; drop database {copy.Database}");
        }
    }

    [Theory]
    [InlineData("--hex-blob")]
    [InlineData("--skip-hex-blob")]
    public async Task FieldsOf16Megabytes_ArriveUnchanged(string way)
    {
        const int Length = 16 * 1024 * 1024;
        using var source = await MySqlNight.BeginAsync(
            maria.Server, $"create table t (id int primary key, b longblob, s longtext); insert into t values (1, repeat(x'00FF275C', {Length / 4}), repeat('ä\\\\''', {Length / 4})), (2, '', ''), (3, repeat('z', {Length}), null);");
        using var night = new DumpNight().With("d.sql.gz", await MariaDbDump.OfAsync(maria.Server, source.Database, way));
        var landing = await night.ExtractAsync();
        Assert.Equal(3, landing.Rows.Count);
        Assert.True(Enumerable.Repeat<byte[]>([0x00, 0xFF, 0x27, 0x5C], Length / 4).SelectMany(bytes => bytes).SequenceEqual((byte[])landing.Rows[0][1]!));
        Assert.True(string.Concat(Enumerable.Repeat("ä\\'", Length / 4)) == (string)landing.Rows[0][2]!);
        Assert.Equal(("", Length), ((string)landing.Rows[1][2]!, ((byte[])landing.Rows[2][1]!).Length));
    }

    private static List<string?[]> Without(string type, List<string?[]> rows, IReadOnlyList<ColumnSpec> columns) =>
        [.. rows.Select(row => row.Select((value, i) => columns[i].Type == type ? null : value).ToArray())];

    private static void Same(List<string?[]> expected, List<string?[]> actual, IReadOnlyList<ColumnSpec> columns, string where)
    {
        Assert.True(expected.Count == actual.Count, $"{where}: {actual.Count} rows, expected were {expected.Count}");
        foreach (var ((one, other), row) in expected.Zip(actual).Select((pair, i) => (pair, i)))
        {
            for (var i = 0; i < one.Length; i++)
                Assert.True(one[i] == other[i], $"{where}: row {row}, column {columns[i].Name} {columns[i].Type}: `{other[i]}`, expected was `{one[i]}`");
        }
    }
}
