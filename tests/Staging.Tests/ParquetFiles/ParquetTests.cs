using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging.Tests.ParquetFiles;

public sealed class ParquetTests : IDisposable
{
    private const string Source =
        """
        select range as id, case when range % 5 = 0 then null else 'name ' || range end as name,
            (range * 1000000007)::decimal(38,10) as wide, (range - 2500)::decimal(9,2) as narrow, range::double / 7 as ratio,
            timestamp '2024-02-29 12:00:00.123456' + to_microseconds(range) as at, date '2024-01-01' + range::int as day, [range] as parts
        from range(5000)
        """;

    private readonly TemporaryStore _temporary = new();
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
    private readonly DuckDbConnection _connection;

    public ParquetTests() => _connection = _database.Connect();

    [Fact]
    public async Task WrittenRows_ReadBackTheSame()
    {
        var stored = await WriteAsync("a [1]*/slice.parquet", Source, 5000);
        await using var read = await _temporary.Store.FetchAsync(stored.Key, stored.Sha256, default);
        List<object?[]> written;
        using (var result = _connection.Query(Source))
            written = [.. result.Rows()];
        using var again = Parquet.Read(_connection, read, default);
        Assert.Equal("DECIMAL(38,10)", again.Columns[2].Type);
        Assert.Equal(written, [.. again.Rows()]);
    }

    [Theory]
    [InlineData(ParquetCodec.Zstd, "ZSTD")]
    [InlineData(ParquetCodec.Snappy, "SNAPPY")]
    [InlineData(ParquetCodec.Gzip, "GZIP")]
    [InlineData(ParquetCodec.Uncompressed, "UNCOMPRESSED")]
    public async Task Codec_IsTheFiles(ParquetCodec codec, string name)
    {
        var stored = await WriteAsync("slice.parquet", Source, 5000, codec);
        Assert.Equal(name, _connection.Scalar<string>($"select min(compression) from parquet_metadata('{_temporary.PathOf(stored.Key)}') having min(compression) = max(compression)"));
    }

    [Fact]
    public async Task Sums_AgreeBetweenStreamAndFileAndShowOneFlippedValue()
    {
        var stored = await WriteAsync("slice.parquet", Source, 5000);
        var (rows, sums) = ColumnSums.Compute(_connection, $"({Source})", default);
        var (landed, landedSums) = ColumnSums.Compute(_connection, Parquet.Relation([_temporary.PathOf(stored.Key)]), default);
        Assert.Equal(5000, rows);
        Assert.Equal(rows, landed);
        Assert.Null(ColumnSums.Difference(sums, landedSums));
        Assert.Equal(new ColumnSum { Column = "id", Nulls = 0, Sum = "12497500" }, sums[0]);
        Assert.Equal(new ColumnSum { Column = "name", Nulls = 1000, Sum = "35112" }, sums[1]);
        Assert.Equal("12497500087482500.0000000000", sums[2].Sum);
        Assert.Equal(new ColumnSum { Column = "parts", Nulls = 0 }, sums[7]);
        var flipped = Source.Replace("(range - 2500)", "(range - 2500 + (range = 77)::int)", StringComparison.Ordinal);
        var difference = ColumnSums.Difference(sums, ColumnSums.Compute(_connection, $"({flipped})", default).Sums);
        Assert.Contains("narrow", difference);
    }

    [Fact]
    public async Task QueryThatFailsWhileWriting_LeavesNothing()
    {
        await using (var write = await _temporary.Store.CreateAsync("a/slice.parquet", default))
            await Assert.ThrowsAsync<DuckDbException>(() => Parquet.WriteAsync(
                _connection, "select case when range < 900000 then range else error('broken') end from range(1000000)", write, default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temporary.Root));
    }

    [Fact]
    public async Task TruncatedFile_IsNamed()
    {
        var stored = await WriteAsync("slice.parquet", Source, 5000);
        using (var file = File.OpenWrite(_temporary.PathOf(stored.Key)))
            file.SetLength(stored.Bytes / 2);
        await using var read = await _temporary.Store.FetchAsync(stored.Key, null, default);
        var e = Assert.Throws<TerminalEtlException>(() => Parquet.Read(_connection, read, default));
        Assert.Contains(stored.Key, e.Message);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _temporary.Dispose();
    }

    private async Task<StoredObject> WriteAsync(string key, string select, long rows, ParquetCodec codec = ParquetCodec.Zstd)
    {
        await using var write = await _temporary.Store.CreateAsync(key, default);
        Assert.Equal(rows, await Parquet.WriteAsync(_connection, select, write, default, codec));
        return await write.CommitAsync(default);
    }
}
