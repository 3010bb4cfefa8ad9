using EtlMesh.DuckDb;

namespace EtlMesh.DuckDb.Tests.Tables;

public sealed class TableFunctionTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
    private readonly DuckDbConnection _connection;

    public TableFunctionTests() => _connection = _database.Connect();

    [Fact]
    public void Rows_ArriveWithNullsLongTextsAndSeveralChunks()
    {
        _connection.RegisterTable(
            "people",
            [new("id", "BIGINT"), new("name", "VARCHAR"), new("worth", "DECIMAL(38,4)"), new("day", "DATE"), new("raw", "BLOB"), new("uid", "UUID")],
            () => new PeopleReader(5_000));
        using var result = _connection.Query("select * from people()");
        var n = 0;
        foreach (var row in result.Rows())
        {
            Assert.Equal((long)n, row[0]);
            Assert.Equal(n % 7 == 0 ? null : new string('x', n % 50), row[1]);
            Assert.Equal(n / 4m, row[2]);
            Assert.Equal(DateOnly.MinValue.AddDays(n), row[3]);
            Assert.Equal(new byte[] { (byte)n, 0 }, row[4]);
            Assert.Equal(PeopleReader.Uid(n), row[5]);
            n++;
        }

        Assert.Equal(5_000, n);
    }

    [Fact]
    public void ReaderThatThrows_FailsTheStatementWithItsExceptionAndIsDisposed()
    {
        var reader = new FailingReader();
        _connection.RegisterTable("failing", [new("a", "INTEGER")], () => reader);
        var e = Assert.Throws<DuckDbException>(() => _connection.Execute("create table t as select * from failing()"));
        Assert.Equal(DuckDbErrorKind.TableReader, e.Kind);
        Assert.IsType<FormatException>(e.InnerException);
        Assert.Contains("line 12", e.Message);
        Assert.True(reader.Disposed);
        Assert.Equal(0L, _connection.Scalar<long>("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void OpenThatThrows_FailsTheStatementWithItsException()
    {
        _connection.RegisterTable("closed", [new("a", "INTEGER")], () => throw new FileNotFoundException("orders.json is gone"));
        var e = Assert.Throws<DuckDbException>(() => _connection.Execute("select * from closed()"));
        Assert.IsType<FileNotFoundException>(e.InnerException);
    }

    [Fact]
    public void ThreadsOfAScan_HaveAReaderEach()
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 4 });
        using var connection = database.Connect();
        var source = new SharedNumbers(2_000_000);
        connection.RegisterTable("numbers", [new("n", "BIGINT")], source.Open, threads: 4);
        using (var result = connection.Query("select count(*), sum(n), count(distinct n) from numbers()"))
            Assert.Equal([2_000_000L, (System.Numerics.BigInteger)1_999_999_000_000, 2_000_000L], Assert.Single(result.Rows()));
        Assert.InRange(source.Opened, 1, 4);
        Assert.Equal(source.Opened, source.Disposed);
    }

    [Fact]
    public void FailureOfOneReaderOfMany_IsTheStatements()
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 4 });
        using var connection = database.Connect();
        for (var round = 0; round < 20; round++)
        {
            var source = new SharedNumbers(2_000_000, failAt: 1_000_000);
            connection.RegisterTable("numbers", [new("n", "BIGINT")], source.Open, threads: 4);
            var e = Assert.Throws<DuckDbException>(() => connection.Execute("create table t as select * from numbers()"));
            Assert.Equal("number 1000000", Assert.IsType<FormatException>(e.InnerException).Message);
            Assert.Equal(source.Opened, source.Disposed);
        }
    }

    [Fact]
    public void RowThatIsWrittenAgain_IsNoLongerNull()
    {
        _connection.RegisterTable("rewritten", [new("a", "INTEGER"), new("b", "VARCHAR")], () => new RewritingReader());
        using var result = _connection.Query("select * from rewritten()");
        Assert.Equal([[1, "a text of more than twelve bytes"], [null, null], [0, ""]], result.Rows().ToArray());
    }

    [Fact]
    public void NameRegisteredAgain_ShowsTheNewRows()
    {
        _connection.RegisterTable("again", [new("a", "INTEGER")], () => new FailingReader());
        _connection.RegisterTable("again", [new("id", "BIGINT"), new("name", "VARCHAR"), new("w", "DECIMAL(9,2)"), new("d", "DATE"), new("r", "BLOB"), new("u", "UUID")], () => new PeopleReader(3));
        Assert.Equal(3L, _connection.Scalar<long>("select count(*) from again()"));
        Assert.Equal(3L, _connection.Scalar<long>("select sum(id) from again()"));
    }

    [Theory]
    [InlineData("DECIMAL(4,2)", 123.45)]
    [InlineData("DECIMAL(4,2)", 1.234)]
    public void DecimalThatDoesNotFit_IsRefused(string type, double value)
    {
        _connection.RegisterTable("worth", [new("a", type)], () => new OneDecimal((decimal)value));
        var e = Assert.Throws<DuckDbException>(() => _connection.Execute("select * from worth()"));
        Assert.IsType<OverflowException>(e.InnerException);
    }

    [Fact]
    public void TypeThatIsNone_IsRefused() =>
        Assert.Throws<DuckDbException>(() => _connection.RegisterTable("odd", [new("a", "NONSENSE")], () => new FailingReader()));

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private sealed class PeopleReader(int count) : IDuckDbTableReader
    {
        private int _next;

        public static Guid Uid(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)n);

        public int Fill(DuckDbChunkWriter chunk)
        {
            var row = 0;
            for (; row < chunk.Capacity && _next < count; row++, _next++)
            {
                chunk.Column(0).Set<long>(row, _next);
                if (_next % 7 == 0)
                    chunk.Column(1).Null(row);
                else
                    chunk.Column(1).Text(row, new string('x', _next % 50));
                chunk.Column(2).Decimal(row, _next / 4m);
                chunk.Column(3).Date(row, DateOnly.MinValue.AddDays(_next));
                chunk.Column(4).Blob(row, [(byte)_next, 0]);
                chunk.Column(5).Uuid(row, Uid(_next));
            }

            return row;
        }

        public void Dispose()
        {
        }
    }

    private sealed class FailingReader : IDuckDbTableReader
    {
        private int _fills;

        public bool Disposed { get; private set; }

        public int Fill(DuckDbChunkWriter chunk)
        {
            if (++_fills == 3)
                throw new FormatException("line 12 is no JSON");
            chunk.Column(0).Values<int>().Fill(7);
            return chunk.Capacity;
        }

        public void Dispose() => Disposed = true;
    }

    /// <summary>Numbers from 0, which threads take in stretches.</summary>
    private sealed class SharedNumbers(long count, long? failAt = null)
    {
        private readonly long _count = count;
        private readonly long? _failAt = failAt;
        private long _next;
        private int _opened;
        private int _disposed;

        public int Opened => _opened;

        public int Disposed => _disposed;

        public IDuckDbTableReader Open()
        {
            Interlocked.Increment(ref _opened);
            return new Reader(this);
        }

        private sealed class Reader(SharedNumbers numbers) : IDuckDbTableReader
        {
            public int Fill(DuckDbChunkWriter chunk)
            {
                var first = Interlocked.Add(ref numbers._next, chunk.Capacity) - chunk.Capacity;
                var rows = (int)Math.Clamp(numbers._count - first, 0, chunk.Capacity);
                for (var row = 0; row < rows; row++)
                    chunk.Column(0).Set(row, first + row == numbers._failAt ? throw new FormatException($"number {first + row}") : first + row);
                return rows;
            }

            public void Dispose() => Interlocked.Increment(ref numbers._disposed);
        }
    }

    private sealed class RewritingReader : IDuckDbTableReader
    {
        private bool _read;

        public int Fill(DuckDbChunkWriter chunk)
        {
            if (_read)
                return 0;
            _read = true;
            var (a, b) = (chunk.Column(0), chunk.Column(1));
            for (var row = 0; row < 3; row++)
            {
                a.Null(row);
                b.Null(row);
            }

            a.Reset(0);
            b.Reset(0);
            a.Set(0, 1);
            b.ValidUtf8(0, "a text of more than twelve bytes"u8);
            a.Reset(2);
            b.Reset(2);
            Assert.Equal((1, 1, true, false), (a.Nulls(3), a.Nulls(2), a.IsNull(1), a.IsNull(2)));
            Assert.Equal("a text of more than twelve bytes"u8, b.Bytes(0));
            return 3;
        }

        public void Dispose()
        {
        }
    }

    private sealed class OneDecimal(decimal value) : IDuckDbTableReader
    {
        public int Fill(DuckDbChunkWriter chunk)
        {
            chunk.Column(0).Decimal(0, value);
            return 1;
        }

        public void Dispose()
        {
        }
    }
}
