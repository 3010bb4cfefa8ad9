namespace EtlMesh.DuckDb.Tests;

public sealed class DuckDbDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("etlmesh-duckdb-").FullName;

    private string File => Path.Combine(_folder, "test.duckdb");

    [Fact]
    public void ThousandsOfOpenings_LeaveNothingBehind()
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 1 });
        for (var i = 0; i < 5_000; i++)
        {
            using var connection = database.Connect();
            using var result = connection.Query("select * from range(3000)");
            Assert.True(result.NextChunk(out var chunk));
            Assert.Equal(2048, chunk.Rows);
            if (i % 2 == 0)
                Assert.True(result.NextChunk(out _));
        }

        for (var i = 0; i < 50; i++)
        {
            using var other = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 1 });
            using var connection = other.Connect();
            Assert.Equal(i, connection.Scalar<int>("select ?", default, i));
        }
    }

    [Fact]
    public void ClosedFile_OpensAgainReadOnly()
    {
        using (var database = DuckDbDatabase.Open(File))
        using (var connection = database.Connect())
            connection.Execute("create table t as select 42 as a");
        using var again = DuckDbDatabase.Open(File, new DuckDbOptions { ReadOnly = true });
        using var reader = again.Connect();
        Assert.Equal(42, reader.Scalar<int>("select a from t"));
        var e = Assert.Throws<DuckDbException>(() => reader.Execute("drop table t"));
        Assert.Equal(DuckDbErrorKind.InvalidInput, e.Kind);
    }

    [Fact]
    public void FileOpenedTwiceInOneProcess_IsOneDatabase()
    {
        using var first = DuckDbDatabase.Open(File);
        using var second = DuckDbDatabase.Open(File);
        using var one = first.Connect();
        using var two = second.Connect();
        one.Execute("create table t as select 1 as a");
        Assert.Equal(1, two.Scalar<int>("select a from t"));
    }

    [Fact]
    public void Options_ReachTheEngine()
    {
        using var database = DuckDbDatabase.Open(
            DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 3, MemoryLimit = "100MiB", TempDirectory = _folder });
        using var connection = database.Connect();
        Assert.Equal(3L, connection.Scalar<long>("select current_setting('threads')"));
        Assert.Equal("100.0 MiB", connection.Scalar<string>("select current_setting('memory_limit')"));
        Assert.Equal(_folder, connection.Scalar<string>("select current_setting('temp_directory')"));
    }

    [Fact]
    public void ImpossibleOption_IsRefusedByName()
    {
        var e = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { MemoryLimit = "much" }));
        Assert.Contains("memory_limit", e.Message);
    }

    [Fact]
    public void LockMessage_GivesThePid()
    {
        var e = DuckDbErrors.Opening("w.duckdb", "IO Error: Could not set lock on file \"w.duckdb\": Conflicting lock is held in /usr/bin/dotnet (PID 4711) by user x.");
        Assert.Equal(DuckDbErrorKind.Locked, e.Kind);
        Assert.Equal(4711, e.OtherProcessId);
        Assert.Contains("4711", e.Message);
    }

    [Fact]
    public void FileThatIsNoDatabase_IsNamed()
    {
        System.IO.File.WriteAllText(File, "this is not a database, but it is long enough to look like one" + new string('x', 8192));
        var e = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(File));
        Assert.Contains(File, e.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
