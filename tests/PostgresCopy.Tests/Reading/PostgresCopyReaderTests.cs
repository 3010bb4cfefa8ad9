using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Servers;
using Npgsql;

namespace EtlMesh.PostgresCopy.Tests.Reading;

[Collection(PostgresTests.Name)]
public sealed class PostgresCopyReaderTests(PostgresTests server)
{
    // In the list of columns, as the server would write all rows to a file first if it stood behind `from`.
    private const string Endless = "(select generate_series(1, 2000000000) as n) as s";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Rows_OfManyChunks_ArriveInOrderOnce()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select i as n, case when i % 3 = 0 then null else repeat('x', i % 40) end as c, array[i, null, -i] as a from generate_series(1, 10000) i");
        var columns = await copy.ColumnsAsync("t");
        var reader = copy.Reader(columns, "t order by n");
        copy.Fill(columns, () => reader);
        Assert.Equal(10_000, reader.Read);
        Assert.Equal(10_000L, copy.Target.Scalar<long>(
            "select count(*) from arrived where n = rowid + 1 and c is not distinct from case when n % 3 = 0 then null else repeat('x', (n % 40)::int) end and a[1] = n and a[2] is null and a[3] = -n and len(a) = 3"));
    }

    [Fact]
    public async Task Rows_ThatTheJudgeTakesBack_LeaveNoTrace()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select i as n, case when i % 2 = 0 then null else array['long enough to be kept apart ' || i] end as a from generate_series(1, 6000) i");
        var columns = await copy.ColumnsAsync("t");
        copy.Fill(columns, () => copy.Reader(columns, "t", new Judge((chunk, row) => chunk.Column(0).Values<int>()[row] % 3 == 0)));
        Assert.Equal(2_000L, copy.Target.Scalar<long>(
            "select count(*) from arrived where n % 3 = 0 and a is not distinct from case when n % 2 = 0 then null else ['long enough to be kept apart ' || n] end"));
        Assert.Equal(2_000L, copy.Target.Scalar<long>("select count(*) from arrived"));
    }

    [Fact]
    public async Task EmptyTable_HasNoRows()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t (n int)");
        Assert.Empty(await copy.ArrivedAsync("t"));
    }

    [Fact]
    public async Task Misfit_WithoutAJudge_IsTerminalNamingRowAndColumn()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select 7 as n, 1.234 as amount");
        var columns = await copy.ColumnsAsync("t", null, "decimal(5,2)");
        var failure = Assert.Throws<DuckDbException>(() => copy.Fill(columns, () => copy.Reader(columns, "t")));
        Assert.Contains("row 1, column amount: a value of it is no DECIMAL(5,2)", Assert.IsType<TerminalEtlException>(failure.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_IsTheRowAsJson()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync(
            """
            create table t as select 1.234 as a, true as b, 'say "é"' as c, null::int as d, '\x00ff'::bytea as e, '2026-01-02 03:04:05.5+01'::timestamptz as f,
              '{"a": [1]}'::jsonb as g, '{{1,NULL},{-2,3}}'::int[] as h, '1 mon 00:00:01'::interval as i, 'b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid as j, -0.5::float8 as k, '-infinity'::date as l, '23:00'::time as m
            """);
        var columns = await copy.ColumnsAsync("t", "decimal(5,2)");
        var judge = new Judge();
        copy.Fill(columns, () => copy.Reader(columns, "t", judge));
        Assert.Equal(
            """{"a":"1.234","b":"true","c":"say \"é\"","d":null,"e":"\\x00ff","f":"2026-01-02 02:04:05.5+00","g":"{\"a\": [1]}","h":"{{1,NULL},{-2,3}}","i":"1 month 00:00:01","j":"b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","k":"-0.5","l":"-infinity","m":"23:00:00"}""",
            Assert.Single(judge.Refusals).Record);
    }

    [Fact]
    public async Task LargeFields_ArriveAFewAtATime()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select i as n, repeat(md5(i::text), 524288) as c from generate_series(1, 5) i");
        var columns = await copy.ColumnsAsync("t");
        var reader = copy.Reader(columns, "t");
        var fills = new List<int>();
        copy.Target.RegisterTable("watched", [new("n", "INTEGER"), new("c", "VARCHAR")], () => new WatchedReader(reader, fills.Add));
        copy.Target.Execute("create table arrived as select n, length(c) as bytes, c = repeat(md5(n::varchar), 524288) as same from watched()");
        Assert.Equal(5L, copy.Target.Scalar<long>("select count(*) from arrived where bytes = 16777216 and same"));
        Assert.All(fills, rows => Assert.InRange(rows, 0, 2));
    }

    [Fact]
    public async Task RowBeyondTheLimit_IsTerminalNamingIt()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select i as n, repeat('x', i * 100000) as c from generate_series(1, 30) i");
        var columns = await copy.ColumnsAsync("t");
        var failure = Assert.Throws<DuckDbException>(() => copy.Fill(columns, () => copy.Reader(columns, "t order by n", limits: new CopyLimits { RowBytes = 1_000_000 })));
        Assert.Contains("row 10 has more than 1000000 bytes", Assert.IsType<TerminalEtlException>(failure.InnerException).Message, StringComparison.Ordinal);
        // Cancelled, not read to its end: the connection is free again.
        Assert.Equal(1, await copy.ValueAsync<int>("select 1"));
    }

    [Fact]
    public async Task Allocations_DoNotGrowWithTheRows()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select i as n, i::numeric(12,2) as a, now() as at, 'a text that is not kept in place ' || i as c, gen_random_uuid() as u, array[i, i] as l, i::text::jsonb as j from generate_series(1, 200000) i");
        var columns = await copy.ColumnsAsync("t");
        var few = Allocated("t where n <= 1000");
        few = Math.Min(few, Allocated("t where n <= 1000"));
        var many = Allocated("t");
        // Bytes a row, of seven values: the smallest object has 24. What remains is the connection's, for each look at the socket.
        Assert.InRange((many - few) / 199_000.0, double.MinValue, 8.0);

        long Allocated(string from)
        {
            var allocated = 0L;
            copy.Target.RegisterTable("counted", [.. columns.Select(column => new DuckDbColumn(column.Name, column.Type))], () => new CountedReader(copy.Reader(columns, from), bytes => allocated += bytes));
            copy.Target.Execute("create or replace table arrived as select count(*), max(n) from counted()");
            return allocated;
        }
    }

    [Fact]
    public async Task Cancellation_EndsTheStatementOnTheServer()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select 1 as n");
        var columns = await copy.ColumnsAsync("t");
        using var cancel = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        copy.Target.RegisterTable("endless", [new("n", "INTEGER")], () => new WatchedReader(copy.Reader(columns, Endless, ct: cancel.Token), _ => begun.TrySetResult()));
        // The engine's own statement has no token: only the reader ends it.
        var reading = Task.Run(() => copy.Target.Execute("create table arrived as select count(*) from endless()"));
        await begun.Task.WaitAsync(Bound);
        Assert.Equal(1, await RunningAsync());
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading.WaitAsync(Bound));
        Assert.Equal(0, await RunningAsync());
        Assert.Equal(1, await copy.ValueAsync<int>("select 1"));

        async Task<long> RunningAsync()
        {
            await using var watch = new NpgsqlConnection(copy.Address);
            await watch.OpenAsync();
            await using var command = new NpgsqlCommand($"select count(*) from pg_stat_activity where state = 'active' and query like 'copy (select %' and pid = {copy.Source.ProcessID}", watch);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task ReaderThatIsNotReadToItsEnd_EndsTheStatementOnTheServer()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select 1 as n");
        var columns = await copy.ColumnsAsync("t");
        // The engine's threads may hold the scan a moment longer than its result is waited for.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        copy.Target.RegisterTable("endless", [new("n", "INTEGER")], () => new WatchedReader(copy.Reader(columns, Endless), _ => { }, ended.SetResult));
        Assert.Equal(10L, copy.Target.Scalar<long>("select count(*) from (from endless() limit 10)"));
        await ended.Task.WaitAsync(Bound);
        Assert.Equal(1, await copy.ValueAsync<int>("select 1"));
    }

    [Fact]
    public async Task QueryThatIsRefused_IsTerminalWithTheServersWords()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create table t as select 1 as n");
        var columns = await copy.ColumnsAsync("t");
        var failure = Assert.Throws<DuckDbException>(() => copy.Fill(columns, () => copy.Reader(columns, "gone")));
        Assert.Contains("relation \"gone\" does not exist (42P01)", Assert.IsType<TerminalEtlException>(failure.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatCrashesInTheMiddle_IsTransient()
    {
        await using var own = await PostgresServer.StartAsync();
        await using var copy = await Copy.OpenAsync(own);
        await copy.ExecuteAsync("create table t as select 1 as n");
        var columns = await copy.ColumnsAsync("t");
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        copy.Target.RegisterTable("endless", [new("n", "INTEGER")], () => new WatchedReader(copy.Reader(columns, Endless), _ => begun.TrySetResult()));
        var reading = Task.Run(() => copy.Target.Execute("create table arrived as select count(*) from endless()"));
        await begun.Task.WaitAsync(Bound);
        await own.CrashAsync();
        var failure = await Assert.ThrowsAsync<DuckDbException>(() => reading.WaitAsync(Bound));
        Assert.IsType<TransientEtlException>(failure.InnerException);
        await own.ReturnAsync();
    }

    /// <summary>Tells what the reader allocated, and nobody else: tests run beside each other.</summary>
    private sealed class CountedReader(PostgresCopyReader reader, Action<long> allocated) : IDuckDbTableReader
    {
        public int Fill(DuckDbChunkWriter chunk)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var rows = reader.Fill(chunk);
            allocated(GC.GetAllocatedBytesForCurrentThread() - before);
            return rows;
        }

        public void Dispose() => reader.Dispose();
    }

    private sealed class WatchedReader(PostgresCopyReader reader, Action<int> filled, Action? disposed = null) : IDuckDbTableReader
    {
        public int Fill(DuckDbChunkWriter chunk)
        {
            var rows = reader.Fill(chunk);
            filled(rows);
            return rows;
        }

        public void Dispose()
        {
            reader.Dispose();
            disposed?.Invoke();
        }
    }
}
