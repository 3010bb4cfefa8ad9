using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class FailuresTests(PostgresTests server)
{
    [Theory]
    [InlineData("08006", true)] // connection lost
    [InlineData("25P03", true)] // stood still in a transaction
    [InlineData("40001", true)]
    [InlineData("40P01", true)]
    [InlineData("53100", true)] // disk full
    [InlineData("53300", true)] // too many connections
    [InlineData("55P03", true)]
    [InlineData("57014", true)] // cancelled by an operator
    [InlineData("57P01", true)]
    [InlineData("57P03", true)]
    [InlineData("58030", true)]
    [InlineData("22P02", false)]
    [InlineData("28P01", false)]
    [InlineData("42501", false)]
    [InlineData("42601", false)]
    [InlineData("42P01", false)]
    public void ServersFailure_HasItsKind(string state, bool passing)
    {
        var named = Failures.Named("building model a", new PostgresException("it went wrong", "ERROR", "ERROR", state), null)!;
        Assert.Equal(passing ? typeof(TransientEtlException) : typeof(TerminalEtlException), named.GetType());
        Assert.StartsWith("Building model a: it went wrong (" + state + ")", named.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsTransient() =>
        await Assert.ThrowsAsync<TransientEtlException>(() => PostgresWarehouse.OpenAsync("postgres://etl@127.0.0.1:1/dw?connect_timeout=20", TimeProvider.System, default));

    [Fact]
    public async Task DatabaseThatIsNotThere_IsTerminal()
    {
        var elsewhere = new NpgsqlConnectionStringBuilder(await server.Server.CreateDatabaseAsync()) { Database = "nowhere" };
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => PostgresWarehouse.OpenAsync(elsewhere.ConnectionString, TimeProvider.System, default));
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaOfANewerProgram_IsTerminal()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.ExecuteAsync("insert into etl.schema_version values (99, now())");
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(warehouse.OpenHouseAsync);
        Assert.Contains("Use the newer program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelThatIsWrong_SaysItsAuthorsLine()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenAsync(server);
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.BuildAsync(spec, "bad", "select 1 as a,\n       nothing as b\nfrom (values (1)) as t(x)"));
        Assert.StartsWith("Building model bad: column \"nothing\" does not exist (42703)\nline 2: nothing as b", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, null)]
    [InlineData(6, "line 1: select")]
    [InlineData(13, "line 2: from x")]
    [InlineData(18, "line 2: from x")]
    [InlineData(19, "line 2: from x")]
    [InlineData(20, null)]
    public void Position_IsALineOfTheBody(int position, string? line) => Assert.Equal(line, new Statement("head ", "select\nfrom x").LineAt(position));
}
