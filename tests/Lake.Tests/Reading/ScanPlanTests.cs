using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Lake.Tests.Reading;

/// <summary>Which of sixty days, from 2026-01-01 on, a query is held to need.</summary>
public sealed class ScanPlanTests
{
    private const int Days = 60;

    [Theory]
    [InlineData("select * from sales", Days)]
    [InlineData("select * from shop.sales where sold_at >= timestamp '2026-02-01'", 29)]
    [InlineData("select * from sales where sold_at > timestamp '2026-01-31 23:59:59.999999'", 29)]
    [InlineData("select * from sales where sold_at >= '2026-01-05' and sold_at < '2026-01-06'", 1)]
    [InlineData("select * from sales where sold_at between date '2026-01-05' and date '2026-01-06'", 2)]
    [InlineData("select * from sales where sold_at >= date '2026-01-05' and sold_at < date '2026-01-05' + interval 2 day", 2)]
    [InlineData("select * from sales where year = 2026 and month = 2", 28)]
    [InlineData("select * from sales where month in (2, 3) and day in (1, 15, 30)", 3)]
    [InlineData("select * from sales where month = 1 and day <> 7", 30)]
    [InlineData("select * from sales where year = 2025", 0)]
    [InlineData("select * from sales where sold_at is null", 0)]
    [InlineData("select * from sales where (month = 1 and day = 1) or (month = 2 and day = 2)", 4)]
    [InlineData("select * from sales where id = 7 and sold_at = timestamp '2026-01-09 12:00'", 1)]
    [InlineData("with s as (select * from sales) select count(*) from s where day = 31 order by 1 limit 3", 1)]
    [InlineData("with m as materialized (select * from sales where day = 31) select * from m a, m b", 1)]
    [InlineData("select * from sales a join sales b on a.id = b.id where a.day = 1 and b.day = 2", 5)]
    [InlineData("select * from sales where day = 1 and id = (select max(id) from other)", 3)]
    [InlineData("select * from sales where day = 1 and id in (select id from sales where day = 3)", 5)]
    [InlineData("select * from (select *, row_number() over (partition by day) as n from sales) where n = 1 and day = 4", 2)]
    [InlineData("explain analyze select * from sales where month = 2 and day = 3", 1)]
    [InlineData("select * from sales where month(sold_at) = 2", Days)]
    [InlineData("summarize sales", Days)]
    [InlineData("describe sales", 0)]
    [InlineData("show tables", 0)]
    [InlineData("select 1", 0)]
    public void Query_NeedsWhatItsFiltersLeave(string sql, int expected)
    {
        var (sales, other) = (Table("sales", "TIMESTAMP"), Table("other", "TIMESTAMP"));
        var needed = new ScanPlan([sales, other]).Needed(sql, default);
        Assert.Equal(expected, needed.GetValueOrDefault(sales, []).Count);
    }

    [Theory]
    [InlineData("DATE", "sold_at = date '2026-01-05'", 1)]
    [InlineData("DATE", "sold_at > date '2026-01-05' and sold_at <= date '2026-01-08'", 3)]
    [InlineData("TIMESTAMP WITH TIME ZONE", "sold_at >= timestamptz '2026-01-05 00:00:00+00' and sold_at < timestamptz '2026-01-06 00:00:00+00'", 1)]
    [InlineData("TIMESTAMP WITH TIME ZONE", "sold_at >= timestamptz '2026-01-05 00:00:00+02' and sold_at < timestamptz '2026-01-06 00:00:00+02'", 2)]
    public void Filter_IsHeldAgainstTheColumnsType(string type, string filter, int expected)
    {
        var sales = Table("sales", type);
        Assert.Equal(expected, new ScanPlan([sales]).Needed($"select * from sales where {filter}", default)[sales].Count);
    }

    [Theory]
    [InlineData("select * from orders", "Table with name orders does not exist!")]
    [InlineData("select nothing from sales", "Referenced column \"nothing\" not found in FROM clause!")]
    [InlineData("selec 1", "syntax error at or near \"selec\"")]
    public void WrongQuery_IsToldInTheEnginesWords(string sql, string words)
    {
        var wrong = Assert.Throws<TerminalEtlException>(() => new ScanPlan([Table("sales", "TIMESTAMP")]).Needed(sql, default));
        Assert.StartsWith($"Running the query: {words}", wrong.Message);
        Assert.Equal(sql.Contains("orders", StringComparison.Ordinal), wrong.Message.EndsWith("\nThe lake has shop.sales.", StringComparison.Ordinal));
    }

    private static ShownTable Table(string name, string type) => new(new LakePlace(new LocalObjectStore("nowhere"), "", ""), "shop", new LakeTable
    {
        Name = name,
        PartitionBy = "sold_at",
        Granularity = LakeGranularity.Day,
        Schema = 1,
        Schemas = [new LakeSchema(1, "r", new DateOnly(2026, 3, 1), [new LakeColumn("id", "INTEGER"), new LakeColumn("sold_at", type)])],
        Partitions =
        [
            .. Enumerable.Range(0, Days).Select(i => new DateOnly(2026, 1, 1).AddDays(i)).Select(date => new LakePartition
            {
                Date = date,
                Location = $"{name}/{date:yyyy-MM-dd}/",
                Schema = 1,
                Rows = 1,
                Bytes = 1,
                Digest = "",
                Files = [],
            }),
        ],
    });
}
