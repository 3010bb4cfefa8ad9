using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class ReaderTests
{
    [Theory]
    [InlineData("select 1")]
    [InlineData("-- a comment\nwith a as (select 1 as x) select * from a;")]
    [InlineData("values (1), (2)")]
    [InlineData("from etl.attempts")]
    [InlineData("show tables")]
    [InlineData("show all tables")]
    [InlineData("describe etl.attempts")]
    [InlineData("describe select 1")]
    [InlineData("summarize etl.attempts")]
    [InlineData("explain select 1")]
    [InlineData("explain analyze select 1")]
    public async Task Query_ThatReads_Runs(string sql)
    {
        await using var warehouse = await DuckDbTestWarehouse.OpenFileAsync();
        await warehouse.RowsAsync(sql);
    }

    [Theory]
    [InlineData("delete from etl.attempts")]
    [InlineData("create table x as select 1")]
    [InlineData("with a as (select 1) insert into etl.schema_version select * from a")]
    [InlineData("select 1; drop table etl.heads")]
    [InlineData("explain analyze delete from etl.attempts")]
    [InlineData("copy (select 1) to 'x.csv'")]
    [InlineData("attach 'x.duckdb'")]
    [InlineData("set threads = 1")]
    [InlineData("pragma database_size")]
    [InlineData("begin transaction")]
    [InlineData("selec 1")]
    [InlineData("select * from nowhere")]
    public async Task Query_ThatWritesOrIsWrong_IsTerminal(string sql)
    {
        await using var warehouse = await DuckDbTestWarehouse.OpenFileAsync();
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.RowsAsync(sql));
        Assert.StartsWith("Running the query:", failure.Message);
    }

    [Fact]
    public async Task Query_ManyRows_StreamsAllOfThem()
    {
        await using var warehouse = await DuckDbTestWarehouse.OpenFileAsync();
        Assert.Equal(5000, (await warehouse.RowsAsync("select i from range(5000) t(i)")).Count);
    }
}
