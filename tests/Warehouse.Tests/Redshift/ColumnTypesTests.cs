using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;
using EtlMesh.Warehouse.Redshift;
using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Redshift;

[Collection(PostgresTests.Name)]
public sealed class ColumnTypesTests(PostgresTests server)
{
    /// <summary>The table of docs/redshift.md.</summary>
    [Theory]
    [InlineData("boolean", "boolean", "boolean", false)]
    [InlineData("tinyint", "smallint", "smallint", true)]
    [InlineData("UTINYINT", "smallint", "smallint", true)]
    [InlineData("smallint", "smallint", "smallint", false)]
    [InlineData("usmallint", "integer", "integer", true)]
    [InlineData("integer", "integer", "integer", false)]
    [InlineData("uinteger", "bigint", "bigint", true)]
    [InlineData("bigint", "bigint", "bigint", false)]
    [InlineData("ubigint", "decimal(20,0)", "decimal(20,0)", true)]
    [InlineData("hugeint", "decimal(38,0)", "decimal(38,0)", true)]
    [InlineData("DECIMAL(12, 2)", "decimal(12,2)", "decimal(12,2)", false)]
    [InlineData("decimal", "decimal(18,3)", "decimal(18,3)", false)]
    [InlineData("float", "real", "real", false)]
    [InlineData("double", "double precision", "double precision", false)]
    [InlineData("varchar(20)", "varchar(65535)", "varchar(65535)", false)]
    [InlineData("json", "varchar(65535)", "varchar(65535)", true)]
    [InlineData("uuid", "varchar(36)", "varchar(36)", true)]
    [InlineData("blob", "varbyte(1024000)", "varbyte(1024000)", false)]
    [InlineData("date", "date", "date", false)]
    [InlineData("time", "varchar(15)", "time", true)]
    [InlineData("timestamp", "timestamp", "timestamp", false)]
    [InlineData("timestamp_ns", "timestamp", "timestamp", true)]
    [InlineData("TIMESTAMP WITH TIME ZONE", "timestamp", "timestamptz", true)]
    [InlineData("interval", "varchar(64)", "varchar(64)", true)]
    [InlineData("BIGINT[]", "varchar(65535)", "varchar(65535)", true)]
    [InlineData("STRUCT(a BIGINT, b VARCHAR[])", "varchar(65535)", "varchar(65535)", true)]
    public void Type_HasItsRedshiftOne(string type, string stored, string seen, bool rewritten)
    {
        var known = RedshiftType.Of(type);
        Assert.Equal((stored, seen, rewritten), (known.Stored, known.Type, known.Landed is not null));
    }

    [Theory]
    [InlineData("geometry")]
    [InlineData("decimal(38,38)")]
    [InlineData("bigint); drop table x; --")]
    public void Type_Unknown_IsTerminal(string type) => Assert.Throws<TerminalEtlException>(() => RedshiftType.Of(type));

    [Theory]
    [InlineData("boolean", "true, false, null")]
    [InlineData("tinyint", "-128, 127, null")]
    [InlineData("utinyint", "0, 255")]
    [InlineData("smallint", "-32768, 32767")]
    [InlineData("usmallint", "0, 65535")]
    [InlineData("integer", "-2147483648, 2147483647")]
    [InlineData("uinteger", "0, 4294967295")]
    [InlineData("bigint", "-9223372036854775808, 9223372036854775807, 7")]
    [InlineData("ubigint", "0, 18446744073709551615")]
    [InlineData("decimal(4,1)", "'-999.9', '0', '0.1', '12.0'")]
    [InlineData("decimal(38,10)", "'-1234567890123456789012345678.0123456789', '0.0000000001', '10000.5'")]
    [InlineData("decimal(12,2)", "null, null")]
    [InlineData("float", "'1.5', '-0.1', '1e30', '100'")]
    [InlineData("double", "'0.1', '-2.5e-300', '100', '123456789012345680000'")]
    [InlineData("varchar", "'', 'a', 'a ', 'Z', 'ä', 'zz', 'quote '' \"', null")]
    [InlineData("varchar", "'a\tb\\c\nd', '🙂', '日本語 text that is longer than twelve bytes'")]
    [InlineData("json", "'{\"b\": 1, \"a\": [1.50, null]}', '[]'")]
    [InlineData("uuid", "'00000000-0000-0000-0000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff'")]
    [InlineData("blob", "'\\x00\\xFF', 'plain', ''")]
    [InlineData("date", "'2026-03-01', '0001-01-01', '9999-12-31'")]
    [InlineData("time", "'00:00:00', '23:59:59.999999', '10:30:00.5'")]
    [InlineData("timestamp", "'2026-03-01 10:00:00', '1969-12-31 23:59:59.999999', '1999-12-31 23:59:59.5'")]
    [InlineData("timestamp_s", "'2026-03-01 10:00:00', '1969-12-31 23:59:59'")]
    [InlineData("timestamp_ns", "'2026-03-01 10:00:00.125'")]
    [InlineData("timestamptz", "'2026-03-01 10:00:00+02', '2026-03-01 10:00:00.25+00'")]
    [InlineData("bigint[]", "'[1, null]', null")]
    public async Task Load_Column_IsReconciledInTheWordsOfTheSource(string type, string values)
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenAsync(server);
        var file = warehouse.Parquet($"select cast(v as {type}) as c, n::integer as n from (select unnest([{values}]) as v, generate_subscripts([{values}], 1) as n)");
        var load = await warehouse.House.Segments.LoadAsync(TestWarehouse.Segment($"c {type}, n integer"), [warehouse.Landed(file)], default);

        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        var (rows, sums) = ColumnSums.Compute(connection, $"(select cast(c as {type}) as c, n from read_parquet('{file}'))", default);
        Assert.Equal((rows, null), (load.Rows, ColumnSums.Difference(sums, load.Sums)));
    }

    [Fact]
    public async Task Load_WrittenAnewForCopy_LeavesNothingBesideLanding()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);
        await warehouse.LoadAsync("select uuid() as id, 'a' as note", "id uuid, note varchar");
        Assert.Equal(["1.parquet"], Directory.EnumerateFiles(warehouse.Folder, "*parquet*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Source_ShowsMomentsAndTimesAsSuch()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenAsync(server);
        await warehouse.AttemptAsync();
        var load = await warehouse.LoadAsync("select '2026-03-01 10:00:00+02'::timestamptz as seen, time '10:30:00' as at", "seen timestamptz, at time");
        var spec = TestWarehouse.Candidate(null, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment }]);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, "fct", "select seen, \"at\" from {source}");
        var row = (await warehouse.RowsAsync($"select seen, \"at\" from {Names.CandidateSchema(spec.Pipeline, spec.Uid)}.main__fct")).Single();
        Assert.Equal([new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), new TimeOnly(10, 30)], row);
    }

    [Fact]
    public async Task Load_TextThatIsTooLong_SaysFileColumnAndReason()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.LoadAsync("select 1::bigint as id, repeat('x', 70000) as note", "id bigint, note varchar"));
        Assert.StartsWith("Loading segment ", failure.Message);
        Assert.Matches(@"1\.parquet, line 1, column note \(varchar\): value too long for type character varying\(65535\)", failure.Message);
        Assert.Equal(0L, await warehouse.ValueAsync("select count(*) from information_schema.tables where table_schema = 'raw__daily_metrics'"));
    }

    [Fact]
    public async Task Load_ValueThatDoesNotFitItsType_IsNamedBeforeCopy()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.LoadAsync("select '2026-03-01 10:00:00.000000001'::timestamp_ns as at", "at timestamp_ns"));
        Assert.Contains("1.parquet holds a value that Redshift's type for it does not", failure.Message);
    }

    [Fact]
    public async Task Load_FromAFolder_IsTerminal()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);
        var file = warehouse.Parquet("select 1::bigint as id");
        var landed = new LandedObject(new LocalObjectStore(warehouse.Folder), Path.GetFileName(file), 1, null);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.House.Segments.LoadAsync(TestWarehouse.Segment("id bigint"), [landed], default));
        Assert.Contains("Set Staging:Bucket", failure.Message);
    }
}
