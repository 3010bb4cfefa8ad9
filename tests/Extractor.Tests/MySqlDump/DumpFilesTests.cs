using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.MySqlDump;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public class DumpFilesTests
{
    private const string Schema = "CREATE TABLE `t` (`a` int, `b` varchar(9));\n";

    private static string Rows(int from, int to) => $"INSERT INTO `t` VALUES {string.Join(',', Enumerable.Range(from, to - from).Select(i => $"({i},'r{i}')"))};\n";

    [Theory]
    [InlineData("mysqldump:dump", "a-data.sql", "b-schema.sql")]
    [InlineData("mysqldump:dump/*-*.sql*", "a-data.sql.gz", "b-schema.sql")]
    [InlineData("mysqldump:dump/?-*.sql.gz", "a-data.sql.gz", "b-schema.sql.gz")]
    public async Task SchemaAndRowsInSeveralFiles_AreOneDump(string connection, string data, string schema)
    {
        using var night = new DumpNight { Connection = connection }.With(data, "USE q;\n" + Rows(0, 5)).With(schema, "DROP SCHEMA IF EXISTS q;\nUSE q;\n" + Schema);
        Assert.Equal([0, 1, 2, 3, 4], (await night.ExtractAsync()).Rows.Select(row => row[0]));
    }

    [Fact]
    public async Task Probe_TellsWhatIsThereOrThatNothingIs()
    {
        using var night = new DumpNight { Connection = "mysqldump:dump/d.sql" };
        var missing = await night.Connector.ProbeAsync(night.Request(), default);
        Assert.False(missing.Ready);
        Assert.StartsWith("s: no dump at ", missing.Lines.Single(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()));
        night.With("d.sql", Schema);
        Assert.Equal((true, "s: d.sql of 44 bytes"), ((await night.Connector.ProbeAsync(night.Request(), default)).Ready, (await night.Connector.ProbeAsync(night.Request(), default)).Lines.Single()));
    }

    [Fact]
    public async Task TableThatIsNotThere_IsRefusedWithThoseThatAre()
    {
        using var night = new DumpNight().With("d.sql", Schema);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table("u")));
        Assert.Contains("Looking for u in d.sql: it is not there. The dump has t.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TableOfSeveralDatabases_IsRefusedWithoutSayingWhich()
    {
        using var night = new DumpNight().With("d.sql", $"USE `one`;\n{Schema}USE `two`;\n{Schema}");
        Assert.Contains("it is in the databases one, two", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
        night.With("d.sql", $"USE `one`;\n{Schema}{Rows(0, 1)}USE `two`;\n{Schema}{Rows(1, 3)}");
        Assert.Equal([1, 2], (await night.ExtractAsync(DumpNight.Table() with { Relation = "two.t" })).Rows.Select(row => row[0]));
    }

    [Fact]
    public async Task TwoDumpsOfATable_AreRefused()
    {
        using var night = new DumpNight().With("1.sql", Schema + Rows(0, 2)).With("2.sql", Schema + Rows(0, 2));
        Assert.Contains("both 1.sql and 2.sql create it", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d.sql", false)]
    [InlineData("d.sql.gz", false)]
    [InlineData("d.sql", true)]
    [InlineData("d.sql.gz", true)]
    public async Task Slices_AreEvenAndHoldEveryRowOnce(string name, bool inAnotherProcess)
    {
        var dump = new StringBuilder(Schema);
        for (var i = 0; i < 400; i++)
            dump.Append(Rows(i * 50, (i * 50) + 50)).Append(i % 7 == 0 ? "-- a comment\n\n" : i % 31 == 0 ? "INSERT INTO u VALUES (1);\n" : "");
        using var night = new DumpNight().With(name, dump.ToString());
        var table = DumpNight.Table() with { Slices = 7 };
        var plan = await night.PlanAsync(table);
        Assert.Equal(7, plan.Slices.Count);
        using var other = new DumpNight();
        var landing = await night.ExtractAsync(table, plan, inAnotherProcess ? new MySqlDumpConnector(new ExtractorOptions { ScratchFolder = other.Scratch }, TimeProvider.System) : null);
        Assert.Equal(Enumerable.Range(0, 20_000), landing.Rows.Select(row => (int)row[0]!));
        Assert.All(landing.Slices, slice => Assert.InRange(slice.Rows, 2_500, 3_300));
        Assert.Equal(20_000, landing.Read);
    }

    [Fact]
    public async Task ManyStatements_AreFewStretches()
    {
        var dump = new StringBuilder(Schema);
        for (var i = 0; i < 20_000; i++)
            dump.Append(Rows(i, i + 1));
        using var night = new DumpNight().With("d.sql", dump.ToString());
        var table = DumpNight.Table() with { Slices = 1024 };
        var plan = await night.PlanAsync(table);
        Assert.InRange(plan.Slices.Count, 400, 1024);
        Assert.Equal(Enumerable.Range(0, 20_000), (await night.ExtractAsync(table with { Slices = 3 })).Rows.Select(row => (int)row[0]!));
    }

    [Fact]
    public async Task ManyTables_AreReadOfOneDump()
    {
        string[] tables = [.. Enumerable.Range(0, 20).Select(i => $"t{i}")];
        var dump = string.Concat(tables.Select(name => $"CREATE TABLE {name} (a int);INSERT INTO {name} VALUES (1),(2);"));
        using var night = new DumpNight { Tables = tables }.With("d.sql.gz", dump);
        var plans = await Task.WhenAll(tables.Select(name => Task.Run(() => night.PlanAsync(DumpNight.Table(name)))));
        for (var i = 0; i < tables.Length; i++)
            Assert.Equal(2, (await night.ExtractAsync(DumpNight.Table(tables[i]), plans[i])).Rows.Count);
        Assert.False(Directory.Exists(night.Scratch) && Directory.EnumerateFileSystemEntries(night.Scratch).Any());
    }

    [Fact]
    public async Task DumpThatChangesAfterThePlan_StopsTheAttempt()
    {
        using var night = new DumpNight().With("d.sql", Schema + Rows(0, 3));
        var plan = await night.PlanAsync(DumpNight.Table());
        night.With("d.sql", Schema + Rows(0, 4));
        Assert.Contains("was changed since", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(plan: plan))).Message, StringComparison.Ordinal);
        Assert.Equal(4, (await night.ExtractAsync()).Rows.Count);
    }

    [Fact]
    public async Task GzipBomb_IsRefusedWithTheLimit()
    {
        using var night = new DumpNight { Limits = new RecordLimits { InflatedBytes = 1 << 20, InflatedRatio = 10 } };
        using (var gzip = new GZipStream(File.Create(Path.Combine(night.Folder, "d.sql.gz")), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Schema + "INSERT INTO `t` VALUES (1,'"));
            for (var i = 0; i < 64; i++)
                gzip.Write(new byte[1 << 20]);
        }

        Assert.Contains("the limit (10 times the size", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowBeyondTheLimit_IsRefusedWithTheLimit()
    {
        using var night = new DumpNight { Limits = new RecordLimits { RowBytes = 1 << 20 } }
            .With("d.sql", $"{Schema}{Rows(0, 3)}INSERT INTO `t` VALUES\n(9,'{new string('x', 4 << 20)}');\n");
        var plan = await night.PlanAsync(DumpNight.Table());
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(plan: plan));
        Assert.Contains("the row that begins on line 4", refused.Message, StringComparison.Ordinal);
        Assert.Contains("longer than 1048576 bytes, the limit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyColumns_AreRefusedWithTheLimit()
    {
        using var night = new DumpNight().With("d.sql", $"CREATE TABLE t ({string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i} int"))});");
        Assert.Contains("more than 4096, the limit", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsLargerThanTheWindow_ArriveWhole()
    {
        var random = new Random(3);
        var texts = Enumerable.Range(0, 12).Select(i => new string((char)('a' + i), random.Next(100_000, 1_500_000)) + "'").ToList();
        using var night = new DumpNight().With("d.sql", $"CREATE TABLE t (a int, b longtext);INSERT INTO t VALUES {string.Join(",\n", texts.Select((text, i) => $"({i},'{text.Replace("'", "\\'", StringComparison.Ordinal)}')"))};");
        Assert.Equal(texts, (await night.ExtractAsync()).Rows.Select(row => (string)row[1]!));
    }
}
