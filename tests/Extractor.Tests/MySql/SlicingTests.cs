using EtlMesh.Contracts;
using EtlMesh.Extractor.MySql;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>Slices have about the same number of rows, whatever the key, and no row is in none or two of them.</summary>
[Collection(MariaDbTests.Name)]
public sealed class SlicingTests(MariaDbTests maria)
{
    private const int Rows = 60_000;

    [Theory]
    [InlineData("k bigint primary key", "seq")]
    [InlineData("k bigint unsigned primary key", "if(seq < 30000, seq, 18446744073709490000 + seq)")] // two heaps, and nearly nothing but a gap
    [InlineData("k bigint primary key", "seq * seq * seq")]
    [InlineData("k bigint primary key", "cast(seq as signed) - 9223372036854775807")]
    [InlineData("k int, u int not null unique", "null, seq * 7")]
    [InlineData("k varchar(40) collate utf8mb4_unicode_ci primary key", "concat(elt(1 + seq % 3, 'ä', 'Z', 'a'), seq)")]
    [InlineData("k varchar(60) collate utf8mb4_bin primary key", "concat('O''Brien \\\\', md5(seq))")]
    [InlineData("k varchar(40) character set latin1 primary key", "concat('ÿ', seq)")]
    [InlineData("k binary(16) primary key", "unhex(md5(seq))")]
    [InlineData("k decimal(30,10) primary key", "seq / 3")]
    [InlineData("k datetime(6) primary key", "timestampadd(microsecond, seq * seq, '2020-01-01')")]
    [InlineData("k uuid primary key", "concat('00000000-0000-4000-8000-', lpad(hex(seq), 12, '0'))")]
    [InlineData("k int, l int, primary key (k, l)", "seq % 3, seq")]
    [InlineData("k varchar(9), l date, m int, primary key (k, l, m)", "elt(1 + seq % 2, 'a', 'b'), '2026-01-01', seq")]
    public async Task Slices_AreEven(string columns, string values)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t ({columns}, filler char(50) default 'x'); insert into t select {values}, 'x' from seq_1_to_{Rows}; analyze table t;");
        var table = MySqlNight.Table("t") with { Slices = 6 };
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal(6, slices.Count);
        Assert.Equal(Rows, slices.Sum(slice => slice.Rows));
        Assert.All(slices, slice => Assert.InRange(slice.Rows, Rows / 6 / 2, Rows / 6 * 2));
        Assert.Equal(Rows, (await night.RowsAsync(slices, plan.Columns)).Select(row => string.Join('|', row)).Distinct().Count());
    }

    [Fact]
    public async Task ValueOfManyRows_IsOneSlice()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w date not null, key (w)); insert into t select seq, if(seq between 5000 and 25000, '2026-05-01', '2026-01-01' + interval (seq div 100) day) from seq_1_to_30000; analyze table t;");
        var table = MySqlNight.Table("t") with { Key = ["id"], Watermark = "w", Slices = 5 };
        var first = await night.PlanAsync(table);
        var plan = await night.PlanAsync(table, new TableBase { Source = "s", Table = "t", Hi = "2026-01-02", Columns = first.Columns, Key = ["id"], Watermark = "w", AsOf = new DateOnly(2026, 11, 19) });
        var slices = await night.LandAsync(table, plan);
        Assert.InRange(slices.Count, 3, 5);
        Assert.Equal(long.Parse(await night.ExecuteAsync($"select count(*) from t where w >= '2026-01-01' and w < '{plan.Reading.Window!.Until}'")), slices.Sum(slice => slice.Rows));
    }

    [Fact]
    public async Task RowsThatComeAfterPlanning_AreInTheOuterSlices()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (k int primary key); insert into t select seq from seq_1_to_30000;");
        var table = MySqlNight.Table("t") with { Slices = 3 };
        var plan = await night.PlanAsync(table);
        await night.ExecuteAsync("insert into t values (-5), (99999999)");
        Assert.Equal(30_002, (await night.LandAsync(table, plan)).Sum(slice => slice.Rows));
    }

    [Theory]
    [InlineData("k double primary key", "seq")]
    [InlineData("k int", "seq")]
    [InlineData("k varchar(100), unique (k(10))", "seq")]
    [InlineData("k int null, unique (k)", "seq")]
    public async Task TableWithoutAUsefulKey_IsOneSlice(string columns, string values)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t ({columns}); insert into t select {values} from seq_1_to_100;");
        var table = MySqlNight.Table("t") with { Slices = 6 };
        Assert.Equal(100, Assert.Single(await night.LandAsync(table)).Rows);
    }

    [Fact]
    public async Task FewRows_MakeNoMoreSlicesThanRows()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (k int primary key); insert into t values (1), (5), (9);");
        var slices = await night.LandAsync(MySqlNight.Table("t") with { Slices = 8 });
        Assert.Equal(3, slices.Sum(slice => slice.Rows));
        Assert.InRange(slices.Count, 1, 4);
    }

    [Fact]
    public async Task EmptyTable_IsOneSliceAndStopsTheNightUnlessAllowed()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (k int primary key)");
        var table = MySqlNight.Table("t") with { Slices = 4 };
        Assert.Contains("has no record", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table))).Message, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(await night.LandAsync(table with { AllowEmpty = true })).Rows);
    }

    [Fact]
    public async Task View_IsReadWhole()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (k int primary key); insert into t values (1), (2); create view v as select k, k * 2 as twice from t;");
        Assert.Equal(2, Assert.Single(await night.LandAsync(MySqlNight.Table("v"))).Rows);
    }

    [Fact]
    public void ForeignDescription_IsTerminal() => Assert.Throws<TerminalEtlException>(() => MySqlSlice.Parse("nonsense"));

    [Fact]
    public void BoundThatIsNoNumber_IsRefused() =>
        Assert.Throws<TerminalEtlException>(() => new KeyRange(["1 or 1=1"], null).Where([new KeyPart("k", KeyKind.Number)]));
}
