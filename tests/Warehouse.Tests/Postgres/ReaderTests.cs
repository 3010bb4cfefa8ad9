using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ReaderTests(PostgresTests server) : IAsyncLifetime
{
    private TestWarehouse warehouse = null!;

    public async Task InitializeAsync() => warehouse = await PostgresTestWarehouse.OpenAsync(server);

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Theory]
    [InlineData("select 1")]
    [InlineData("-- a comment\n/* another */ with a as (select 1 as x) select * from a;")]
    [InlineData("(select 1) union all (select 2)")]
    [InlineData("values (1), (2)")]
    [InlineData("table etl.attempts")]
    [InlineData("show server_version")]
    [InlineData("explain select 1")]
    [InlineData("explain analyze select 1")]
    [InlineData("select ';' as semicolon")]
    public async Task Query_ThatReads_Runs(string sql) => Assert.NotNull(await warehouse.RowsAsync(sql));

    [Theory]
    [InlineData("delete from etl.attempts")]
    [InlineData("create table x as select 1")]
    [InlineData("with a as (insert into etl.schema_version values (9, now()) returning 1) select * from a")]
    [InlineData("select 1; drop table etl.heads")]
    [InlineData("select 1; commit; drop table etl.heads")]
    [InlineData("select * into x from etl.attempts")]
    [InlineData("select set_config('transaction_read_only', 'off', false)")]
    [InlineData("explain analyze delete from etl.attempts")]
    [InlineData("copy (select 1) to '/tmp/x.csv'")]
    [InlineData("set statement_timeout = 1")]
    [InlineData("begin")]
    [InlineData("do $$ begin end $$")]
    [InlineData("selec 1")]
    [InlineData("select * from nowhere")]
    [InlineData("")]
    public async Task Query_ThatWritesOrIsWrong_IsTerminal(string sql)
    {
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.RowsAsync(sql));
        Assert.StartsWith("Running the query:", failure.Message);
        Assert.Equal(0L, await warehouse.ValueAsync("select count(*) from etl.heads"));
    }

    [Fact]
    public async Task Query_Wrong_SaysTheLine()
    {
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.RowsAsync("select 1\nfrom nowhere"));
        Assert.Contains("relation \"nowhere\" does not exist (42P01)\nline 2: from nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_ManyRows_StreamsAllOfThem()
    {
        Assert.Equal(5000, (await warehouse.RowsAsync("select i from generate_series(1, 5000) as t(i)")).Count);
        await using var result = await warehouse.House.Reader.QueryAsync("select i from generate_series(1, 100000000) as t(i)", default);
        Assert.Equal(1, (await result.RowsAsync().FirstAsync())[0]);
    }

    [Theory]
    [InlineData("1::smallint", "SMALLINT", "1")]
    [InlineData("12.50::numeric(12,2)", "DECIMAL(12,2)", "12.50")]
    [InlineData("12345678901234567890123456789012345678::numeric(38,0)", "DECIMAL(38,0)", "12345678901234567890123456789012345678")]
    [InlineData("sum(x) from (values (1.25)) t(x)", "DECIMAL", "1.25")]
    [InlineData("'a'::varchar(3)", "VARCHAR", "a")]
    [InlineData("'{\"a\": 1}'::json", "JSON", "{\"a\": 1}")]
    [InlineData("date '2026-03-01'", "DATE", "03/01/2026")]
    [InlineData("date 'infinity'", "DATE", "infinity")]
    [InlineData("timestamp(0) '2026-03-01 10:00:00'", "TIMESTAMP", "03/01/2026 10:00:00")]
    [InlineData("timestamptz '2026-03-01 10:00:00.5+02'", "TIMESTAMP WITH TIME ZONE", "03/01/2026 08:00:00")]
    [InlineData("array[1, 2]", "INTEGER[]", "{1,2}")]
    [InlineData("1.5::float8", "DOUBLE", "1.5")]
    [InlineData("true", "BOOLEAN", "True")]
    public async Task Query_Value_IsDotNetsAndItsTypeIsInDuckDbsWords(string expression, string type, string text)
    {
        await using var result = await warehouse.House.Reader.QueryAsync($"select {expression}", default);
        Assert.Equal(type, Assert.Single(result.Columns).Type);
        Assert.Equal(text, Convert.ToString((await result.RowsAsync().SingleAsync())[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Query_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var query = warehouse.House.Reader.QueryAsync("select count(*) from generate_series(1, 100000000000)", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await (await query).RowsAsync(stop.Token).ToListAsync(stop.Token));
    }
}
