using System.Numerics;

namespace EtlMesh.DuckDb.Tests;

public sealed class DuckDbConnectionTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
    private readonly DuckDbConnection _connection;

    public DuckDbConnectionTests() => _connection = _database.Connect();

    public static TheoryData<object?, string> ParameterValues => new()
    {
        { null, "\"NULL\"" },
        { true, "BOOLEAN" },
        { int.MinValue, "INTEGER" },
        { long.MaxValue, "BIGINT" },
        { ulong.MaxValue, "UBIGINT" },
        { double.Epsilon, "DOUBLE" },
        { 1.5f, "FLOAT" },
        { "", "VARCHAR" },
        { "naïve \0 text, 🦆", "VARCHAR" },
        { new byte[] { 0, 255, 1 }, "BLOB" },
        { Array.Empty<byte>(), "BLOB" },
        { new DateTime(9999, 12, 31, 23, 59, 59).AddTicks(9_999_990), "TIMESTAMP" },
        { DateOnly.MinValue, "DATE" },
        { new TimeOnly(23, 59, 59, 999, 999), "TIME" },
        { new TimeSpan(-3, 4, 5), "INTERVAL" },
        { new Guid("00112233-4455-6677-8899-aabbccddeeff"), "UUID" },
        { new Guid("ffffffff-ffff-ffff-ffff-fffffffffffe"), "UUID" },
        { (BigInteger)Int128.MinValue, "HUGEINT" },
        { (BigInteger)UInt128.MaxValue, "UHUGEINT" },
        { -7_922_816_251_426_433_759_354_395_0335m, "DECIMAL(38,0)" },
        { 0.0000000000000000000000000001m, "DECIMAL(38,28)" },
    };

    [Theory]
    [MemberData(nameof(ParameterValues))]
    public void Parameter_ComesBackAsItWas(object? value, string type)
    {
        using var result = _connection.Query("select ? as v, typeof(?) as t", default, value, value);
        var row = Assert.Single(result.Rows());
        Assert.Equal(value, row[0]);
        Assert.Equal(type, (string)row[1]!);
    }

    [Fact]
    public void ManyStatements_RunInOrderAndReturnTheLastOnesRows()
    {
        var changed = _connection.Execute("create table t (a int); insert into t values (1), (2), (3); update t set a = a + 1 where a > 1");
        Assert.Equal(2, changed);
        Assert.Equal(8L, _connection.Scalar<long>("select sum(a) from t"));
    }

    [Fact]
    public void ManyStatementsWithParameters_AreRefused() =>
        Assert.Throws<ArgumentException>(() => _connection.Execute("select 1; select ?", default, 1));

    [Fact]
    public void WrongNumberOfParameters_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _connection.Execute("select ?, ?", default, 1));

    [Theory]
    [InlineData("selec 1", DuckDbErrorKind.Parser)]
    [InlineData("select nothing", DuckDbErrorKind.Binder)]
    [InlineData("select * from nothing", DuckDbErrorKind.Catalog)]
    [InlineData("select cast('x' as int)", DuckDbErrorKind.Conversion)]
    [InlineData("select 9223372036854775807 + 1::bigint", DuckDbErrorKind.OutOfRange)]
    [InlineData("create table k (a int primary key); insert into k values (1), (1)", DuckDbErrorKind.Constraint)]
    [InlineData("commit", DuckDbErrorKind.Transaction)]
    [InlineData("select * from 'no such file.parquet'", DuckDbErrorKind.Io)]
    [InlineData("", DuckDbErrorKind.Parser)]
    public void Failure_HasItsKindAndStatement(string sql, DuckDbErrorKind kind)
    {
        var e = Assert.Throws<DuckDbException>(() => _connection.Execute(sql));
        Assert.Equal(kind, e.Kind);
        Assert.Equal(sql, e.Statement);
    }

    [Fact]
    public void BinderError_ShowsLineAndCaret()
    {
        var e = Assert.Throws<DuckDbException>(() => _connection.Execute("select 1,\n  nothing\nfrom range(3)"));
        Assert.Contains("LINE 2:", e.Message);
        Assert.Contains("^", e.Message);
    }

    [Fact]
    public void CancelledToken_StopsALongStatement()
    {
        using var stop = new CancellationTokenSource();
        _connection.RegisterTable("endless", [new("n", "BIGINT")], () => new CancellingReader(stop));
        var e = Assert.ThrowsAny<OperationCanceledException>(() => _connection.Execute("create table sums as select sum(n) from endless()", stop.Token));
        Assert.Equal(stop.Token, e.CancellationToken);
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void CancelledToken_StopsAnOpenResult()
    {
        using var stop = new CancellationTokenSource();
        using var result = _connection.Query("select * from range(100000000)", stop.Token);
        Assert.True(result.NextChunk(out _));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => result.NextChunk(out _));
    }

    [Fact]
    public void StatementWhileAResultIsOpen_IsRefused()
    {
        var result = _connection.Query("select * from range(1000000)");
        Assert.True(result.NextChunk(out _));
        Assert.Throws<InvalidOperationException>(() => _connection.Execute("select 1"));
        result.Dispose();
        Assert.Equal(0, _connection.Execute("select 1"));
    }

    [Fact]
    public void ConnectionDisposedWithAnOpenResult_ClosesIt()
    {
        var connection = _database.Connect();
        var result = connection.Query("select range::varchar from range(1000000)");
        Assert.True(result.NextChunk(out var chunk));
        var column = chunk.Column(0);
        connection.Dispose();
        _database.Dispose();
        Assert.Throws<ObjectDisposedException>(() => result.NextChunk(out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.GetString(0));
    }

    [Fact]
    public void FailureInTheMiddleOfAStream_SurfacesWhileReading()
    {
        // One thread: of several, the engine may tell that it interrupted the others before it tells why.
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        using var result = connection.Query("select case when range < 900000 then range else error('at the end') end from range(1000000)");
        var e = Assert.Throws<DuckDbException>(() => result.Rows().Count());
        Assert.Contains("at the end", e.Message);
    }

    [Fact]
    public void FailureOfOneThreadOfMany_IsNoCancellation()
    {
        // Whichever thread the engine asks first, the answer is a failure, for nobody cancelled.
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 4 });
        using var connection = database.Connect();
        connection.Execute("create table numbers as select range as n from range(1000000)");
        for (var round = 0; round < 50; round++)
        {
            using var result = connection.Query("select case when n < 900000 then n else error('at the end') end from numbers");
            Assert.Throws<DuckDbException>(() => result.Rows().Count());
        }
    }

    [Fact]
    public void InterruptThatNobodyAskedFor_TellsTheReadersFailure()
    {
        // Only the first reader fails; it has failed before the engine's word of the interrupt is looked at.
        _connection.RegisterTable("failing", [new("n", "BIGINT")], () => new ThrowingReader());
        Assert.Throws<DuckDbException>(() => _connection.Execute("select * from failing()"));
        var unasked = DuckDbErrors.Failure("INTERRUPT Error: Interrupted!", "select 1", _connection, default);
        Assert.Equal(DuckDbErrorKind.Interrupted, Assert.IsType<DuckDbException>(unasked).Kind);

        _connection.Interrupt();
        Assert.IsType<OperationCanceledException>(DuckDbErrors.Failure("INTERRUPT Error: Interrupted!", "select 1", _connection, default));
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
        Assert.IsType<DuckDbException>(DuckDbErrors.Failure("INTERRUPT Error: Interrupted!", "select 1", _connection, default));
    }

    [Fact]
    public void Transaction_IsRolledBackUnlessCommitted()
    {
        _connection.Execute("create table t (a int)");
        using (_connection.Begin())
            _connection.Execute("insert into t values (1)");
        Assert.Equal(0L, _connection.Scalar<long>("select count(*) from t"));
        using (var transaction = _connection.Begin())
        {
            _connection.Execute("insert into t values (1)");
            transaction.Commit();
        }

        Assert.Equal(1L, _connection.Scalar<long>("select count(*) from t"));
    }

    [Fact]
    public void ConflictingCommit_IsATransactionErrorAndLeavesTheConnectionUsable()
    {
        using var other = _database.Connect();
        _connection.Execute("create table t (a int); insert into t values (1)");
        using (var transaction = _connection.Begin())
        {
            _connection.Execute("update t set a = 2");
            var e = Assert.Throws<DuckDbException>(() => other.Execute("update t set a = 3"));
            Assert.Equal(DuckDbErrorKind.Transaction, e.Kind);
            transaction.Commit();
        }

        Assert.Equal(2, other.Scalar<int>("select a from t"));
    }

    [Fact]
    public void Extensions_AreNotLoadedByThemselves()
    {
        Assert.False(_connection.Scalar<bool>("select current_setting('autoinstall_known_extensions')"));
        Assert.False(_connection.Scalar<bool>("select current_setting('autoload_known_extensions')"));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private sealed class ThrowingReader : IDuckDbTableReader
    {
        public int Fill(DuckDbChunkWriter chunk) => throw new FormatException("line 12 is no JSON");

        public void Dispose()
        {
        }
    }

    private sealed class CancellingReader(CancellationTokenSource stop) : IDuckDbTableReader
    {
        private int _fills;

        public int Fill(DuckDbChunkWriter chunk)
        {
            if (++_fills == 3)
                stop.Cancel();
            chunk.Column(0).Values<long>().Fill(1);
            return chunk.Capacity;
        }

        public void Dispose()
        {
        }
    }
}
