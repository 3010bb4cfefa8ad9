using EtlMesh.DuckDb;

namespace EtlMesh.Lake.Tests.Writing;

public sealed class LocalReleaseTests : ReleaseConformance
{
    /// <summary>What Spark and others do: the folders say year, month and day.</summary>
    [Fact]
    public async Task PlainHiveReader_SeesTheSameRows()
    {
        var catalog = await Lake.NightAsync(Sales.First);
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        var globs = catalog.Tables[0].Partitions.Select(partition => Sql.Literal(Path.Combine(Lake.Objects, Lake.Place.Key(partition.Location), "*.parquet")));
        using var result = connection.Query($"select id, amount, year::int, month::int, day::int from read_parquet([{string.Join(", ", globs)}], hive_partitioning = true) order by id");

        Assert.Equal(Sales.FirstRows, result.Rows().Select(row => string.Join('|', row.Select(value => FormattableString.Invariant($"{value}")))).ToList());
    }

    private protected override Task<TestLake> OpenAsync() => TestLake.OpenAsync();
}
