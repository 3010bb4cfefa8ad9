using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>Each type of the server arrives as the type that holds its extremes exactly.</summary>
[Collection(MariaDbTests.Name)]
public sealed class TypesTests(MariaDbTests maria)
{
    [Theory]
    [InlineData("tinyint", "tinyint", "-128|127|0")]
    [InlineData("tinyint(1)", "tinyint", "1|0|-1")]
    [InlineData("tinyint unsigned", "utinyint", "0|255")]
    [InlineData("smallint", "smallint", "-32768|32767")]
    [InlineData("smallint unsigned zerofill", "usmallint", "0|7|65535")]
    [InlineData("mediumint", "integer", "-8388608|8388607")]
    [InlineData("mediumint unsigned", "uinteger", "16777215")]
    [InlineData("int", "integer", "-2147483648|2147483647")]
    [InlineData("int unsigned", "uinteger", "4294967295")]
    [InlineData("bigint", "bigint", "-9223372036854775808|9223372036854775807")]
    [InlineData("bigint unsigned", "ubigint", "18446744073709551615")]
    [InlineData("decimal(1,0)", "decimal(1,0)", "-9|9")]
    [InlineData("decimal(12,2)", "decimal(12,2)", "-9999999999.99|0.01")]
    [InlineData("decimal(38,30)", "decimal(38,30)", "-99999999.999999999999999999999999999999|0.000000000000000000000000000001")]
    [InlineData("decimal(65,30)", "varchar", "-99999999999999999999999999999999999.999999999999999999999999999999|0.000000000000000000000000000001")]
    [InlineData("decimal(10,3) unsigned zerofill", "decimal(10,3)", "7.500")]
    [InlineData("date", "date", "1000-01-01|9999-12-31|2024-02-29")]
    [InlineData("datetime", "timestamp", "1000-01-01 00:00:00.000000|9999-12-31 23:59:59.000000")]
    [InlineData("datetime(6)", "timestamp", "1000-01-01 00:00:00.000001|9999-12-31 23:59:59.999999")]
    [InlineData("timestamp(6)", "timestamptz", "1970-01-01 00:00:01.000000|2038-01-19 03:14:07.999999")]
    [InlineData("char(5)", "varchar", "abc|")]
    [InlineData("varchar(20) character set latin1", "varchar", "Ärger €|ÿ")]
    [InlineData("text", "varchar", "日本語 🙂")]
    [InlineData("text character set utf16", "varchar", "日本語 🙂")]
    [InlineData("enum('a','b ü','')", "varchar", "a|b ü|")]
    [InlineData("set('x','y','z')", "varchar", "x,z||y")]
    [InlineData("uuid", "uuid", "00000000-0000-0000-0000-000000000001|ffffffff-ffff-ffff-ffff-ffffffffffff")]
    [InlineData("inet6", "varchar", "2001:db8::1")]
    public async Task Column_ArrivesExactly(string declared, string type, string values)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t (id int primary key auto_increment, v {declared}); set time_zone = '+00:00'; insert into t (v) values {string.Join(",", values.Split('|').Select(value => $"('{value}')"))}, (null);");
        await Arrives(night, type, [.. values.Split('|'), null]);
    }

    [Theory]
    [InlineData("bit(1)", "boolean", "b'1'|b'0'", "true|false")]
    [InlineData("bit(64)", "ubigint", "18446744073709551615|0|1", "18446744073709551615|0|1")]
    [InlineData("bit(9)", "ubigint", "b'100000001'", "257")]
    [InlineData("year", "smallint", "1901|2155|0", "1901|2155|0")]
    [InlineData("time", "interval", "'838:59:59'|'-838:59:59'|'00:00:00'|'25:00:01'", "0 0 3020399000000|0 0 -3020399000000|0 0 0|0 0 90001000000")]
    [InlineData("time(6)", "interval", "'-00:00:00.000001'|'837:59:59.999999'", "0 0 -1|0 0 3016799999999")]
    [InlineData("binary(3)", "blob", "x'00FF'|'abc'", "00ff00|616263")]
    [InlineData("varbinary(9)", "blob", "x'00275C220A1AFF'|''", "00275c220a1aff|")]
    [InlineData("longblob", "blob", "x'C328'", "c328")]
    [InlineData("point", "blob", "point(1,2)", "000000000101000000000000000000f03f0000000000000040")]
    [InlineData("longtext", "varchar", "concat('a', char(0), 'b')", "a\0b")]
    public async Task ColumnOfOtherSpelling_ArrivesExactly(string declared, string type, string values, string expected)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t (id int primary key auto_increment, v {declared}); insert into t (v) values {string.Join(",", values.Split('|').Select(value => $"({value})"))}, (null);");
        await Arrives(night, type, [.. expected.Split('|'), null]);
    }

    [Theory]
    [InlineData("float", "float", "3.4028234663852886e38|-3.4028234663852886e38|1.17549435e-38|0.1|16777217|1e-45")]
    [InlineData("float(7,4)", "float", "0.1|-999.9999")]
    [InlineData("double", "double", "1.7976931348623157e308|-1.7976931348623157e308|2.2250738585072014e-308|0.1|123456789.12345678|5e-324")]
    [InlineData("double(20,4)", "double", "0.1|123456789012.3456")]
    public async Task Float_KeepsEachBit(string declared, string type, string values)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t (id int primary key auto_increment, v {declared}); insert into t (v) values {string.Join(",", values.Split('|').Select(value => $"({value})"))};");
        await Arrives(night, type, [.. values.Split('|').Select(value => Arrivals.Canonical.Text(value, type))]);
    }

    [Fact]
    public async Task DeclaredType_Wins()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, a tinyint(1), b longtext, c decimal(65,30), d blob, e time, f datetime); insert into t values (1, 1, '{\"x\": [1, null]}', 1.5, 'text', '23:59:59', '2026-01-01 10:00:00');");
        var table = MySqlNight.Table("t", "id:bigint; a:boolean; b:json; c:decimal(10,2); d:varchar; e:time; f:varchar");
        var plan = await night.PlanAsync(table);
        Assert.Equal("1|true|{\"x\": [1, null]}|1.50|text|23:59:59.000000|2026-01-01 10:00:00", string.Join('|', Assert.Single(await night.RowsAsync(await night.LandAsync(table, plan), plan.Columns))));
    }

    [Fact]
    public async Task ValueThatDoesNotFitTheDeclaredType_IsQuarantined()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, a decimal(65,30), b blob); insert into t values (1, 1.005, 'x'), (2, 1.5, x'FF00'), (3, 2.25, x'C3A4');");
        var table = MySqlNight.Table("t", "id:int; a:decimal(10,2); b:varchar");
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal("3|2.25|ä", string.Join('|', Assert.Single(await night.RowsAsync(slices, plan.Columns))));
        Assert.Equal((3, 1, 2), (slices[0].RowsRead, slices[0].Rows, slices[0].RowsQuarantined));
        var quarantined = await night.QuarantinedAsync(slices);
        Assert.Equal(["column a: `1.005000000000000000000000000000` is not a DECIMAL(10,2)", "column b: its bytes are not UTF-8 text"], quarantined.Select(row => (string)row[1]!));
        Assert.Equal($"table {night.Database}.t", quarantined[0][0]);
        Assert.Equal("2\t1.500000000000000000000000000000\t\ufffd\u2400", quarantined[1][2]);
    }

    [Fact]
    public async Task FloatingNumber_ThatIsTooLarge_IsQuarantined_AndEveryOneIsToldAsText()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, a double, b varchar(9)); insert into t values (1, 1.5, '7'), (2, 1e300, '8'), (3, 0.1, 'x'), (4, null, '9');");
        var table = MySqlNight.Table("t", "id:int; a:float; b:int");
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal(["1|3fc00000|7", "4||9"], (await night.RowsAsync(slices, plan.Columns)).Select(row => string.Join('|', row)));
        var quarantined = await night.QuarantinedAsync(slices);
        Assert.Equal(["column a: `1E+300` is not a FLOAT", "column b: `x` is not a INTEGER"], quarantined.Select(row => (string)row[1]!));
        Assert.Equal(["2\t1E+300\t8", "3\t0.1\tx"], quarantined.Select(row => (string)row[2]!));
    }

    private static async Task Arrives(MySqlNight night, string type, IReadOnlyList<string?> expected)
    {
        var table = MySqlNight.Table("t");
        var plan = await night.PlanAsync(table);
        Assert.Equal(new ColumnSpec { Name = "v", Type = type }, plan.Columns[1]);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal(expected, (await night.RowsAsync(slices, plan.Columns)).Select(row => row[1]));
    }
}
