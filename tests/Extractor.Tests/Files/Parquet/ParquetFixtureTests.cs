using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.Files;

/// <summary>Parquet files as a table: columns by name, each value exactly or in quarantine.</summary>
public sealed class ParquetFixtureTests
{
    private const string Every = """
        select 1::tinyint as i1, (-2)::smallint as i2, 3::integer as i4, 9223372036854775807::bigint as i8, 255::utinyint as u1, 18446744073709551615::ubigint as u8,
            12345678901234567890.123456789::decimal(38,9) as d, 0.1::float as f, 1e-300::double as g, true as b, 'é😀,"' as s, date '2026-02-28' as day, time '23:59:59.999999' as t,
            timestamp '2026-01-02 03:04:05.678901' as ts, timestamptz '2026-01-02 03:04:05.678901+02' as tz, '0c5f0e5e-3a68-4b6e-9f4a-3a1c9e5d8f00'::uuid as id,
            '\x00\xFF'::blob as raw, [1, null, 3] as list, {'a': 'x'} as struct, 'low'::enum('low', 'high') as word, timestamp_ns '2026-01-02 03:04:05.678901' as ns
        union all select null, null, null, null, null, null, null, 'nan'::float, 'inf'::double, null, null, null, null, null, null, null, null, null, null, null, null
        """;

    [Fact]
    public async Task EveryType_IsSniffedAndComesUnchanged()
    {
        using var night = new FilesNight().WithParquet("t.parquet", Every);
        var plan = await night.PlanAsync(FilesNight.Table("t.parquet"));
        Assert.Equal(
            "i1 tinyint, i2 smallint, i4 integer, i8 bigint, u1 utinyint, u8 ubigint, d decimal(38,9), f float, g double, b boolean, s varchar, day date, t time, ts timestamp, tz timestamptz, id uuid, "
            + "raw blob, list json, struct json, word varchar, ns timestamp",
            string.Join(", ", plan.Columns.Select(column => $"{column.Name} {column.Type}")));

        var landing = await night.ExtractAsync(FilesNight.Table("t.parquet"));
        Assert.Empty(landing.Quarantined);
        Assert.Equal(2, landing.Read);
        var (values, nulls) = (landing.Rows[0], landing.Rows[1]);
        Assert.Equal([(sbyte)1, (short)-2, 3, long.MaxValue, (byte)255, ulong.MaxValue], values[..6]);
        Assert.Equal((0.1f, 1e-300, true, "é😀,\""), ((float)values[7]!, (double)values[8]!, (bool)values[9]!, (string)values[10]!));
        Assert.Equal(
            "12345678901234567890.123456789|2026-01-02 03:04:05.678901|2026-01-02 01:04:05.678901+00|\\x00\\xFF|[1,null,3]|{\"a\":\"x\"}|low|2026-01-02 03:04:05.678901",
            string.Join('|', (await night.RowsAsync("landing/", "d::varchar, ts::varchar, (tz at time zone 'UTC')::varchar || '+00', raw::varchar, list::varchar, struct::varchar, word, ns::varchar"))[0]));
        Assert.True(float.IsNaN((float)nulls[7]!) && double.IsPositiveInfinity((double)nulls[8]!));
    }

    [Fact]
    public async Task Columns_AreMatchedByName_AndOthersArePassedOverWhenDeclared()
    {
        using var night = new FilesNight().WithParquet("t1.parquet", "select 'x' as B, 1 as a, 0 as extra").WithParquet("t2.parquet", "select 2::smallint as A, 'y' as b");
        Assert.Equal("1,x|2,y", (await night.ExtractAsync(FilesNight.Table("t*.parquet", "a: bigint; b: varchar"))).Text);
        var plan = await night.PlanAsync(FilesNight.Table("t*.parquet"), [new ColumnSpec { Name = "a", Type = "bigint" }, new ColumnSpec { Name = "b", Type = "varchar" }]);
        Assert.Equal("extra", plan.Columns[^1].Name);
    }

    [Fact]
    public async Task MissingColumn_IsNull_UnlessRowsAreToldApartByIt()
    {
        using var night = new FilesNight().WithParquet("t.parquet", "select 2 as a");
        var table = FilesNight.Table("t.parquet", "a: bigint; c: varchar");
        Assert.Equal("2,NULL", (await night.ExtractAsync(table)).Text);
        var missing = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(table with { Key = ["c"] }));
        Assert.Contains("t.parquet: its columns are not those of the table (missing: c", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValuesThatDoNotFit_AreQuarantinedWithTheirRecord()
    {
        using var night = new FilesNight().WithParquet(
            "t.parquet",
            "select * from (values (1.5::double, 'a'::blob, 'x'), (2, '\\xFF'::blob, 'y'), (3, 'c'::blob, 'n' || chr(0)), (4, 'd'::blob, 'z')) as t(a, raw, b)");
        var landing = await night.ExtractAsync(FilesNight.Table("t.parquet", "a: bigint; raw: varchar; b: varchar"));
        Assert.Equal("column a: `1.5` is not a BIGINT|bytes that are no UTF-8|a NUL character", string.Join('|', landing.Reasons.Take(3)));
        Assert.Equal([1L, 2L, 3L], landing.BadLines.Take(3));
        Assert.Equal("1.5,a,x", (string)landing.Quarantined[0][2]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    [InlineData(-30)]
    public async Task CutFile_IsNamed(int length)
    {
        using var night = new FilesNight().WithParquet("t.parquet", "select range as a, range::varchar as b from range(10000)");
        var path = Path.Combine(night.Source, "t.parquet");
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, length < 0 ? bytes[..^-length] : bytes[..length]);
        foreach (var columns in new[] { null, "a: bigint; b: varchar" })
        {
            var broken = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.parquet", columns)));
            Assert.Contains("Reading t.parquet: it is no whole Parquet file", broken.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(night.Source, broken.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task DamagedPage_StopsAndNamesTheFile()
    {
        using var night = new FilesNight().WithParquet("t.parquet", "select hash(range)::varchar as b from range(100000)");
        var path = Path.Combine(night.Source, "t.parquet");
        var bytes = await File.ReadAllBytesAsync(path);
        Array.Fill(bytes, (byte)0xAB, 1_000, 5_000);
        await File.WriteAllBytesAsync(path, bytes);
        var broken = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.parquet", "b: varchar")));
        Assert.Contains("t.parquet: it is no whole Parquet file", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyFilesAndRows_AreAllRead()
    {
        using var night = new FilesNight();
        for (var i = 0; i < 4; i++)
            night.WithParquet($"t{i}.parquet", $"select range + {i * 300_000} as a, hash(range)::varchar || repeat('x', 30) as b from range(300000)");
        var landing = await night.LandAsync(FilesNight.Table("t*.parquet", "a: bigint; b: varchar"));
        Assert.Equal((1_200_000L, 1_200_000L), (landing.Sum(slice => slice.RowsRead), landing.Sum(slice => slice.Rows)));
        Assert.Equal([1_200_000L], (await night.RowsAsync("landing/", "count(distinct a)")).Single());
    }
}
