using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.PostgresCopy.Tests;

public sealed class PostgresFailuresTests
{
    [Theory]
    [InlineData("08006", true)] // connection failure
    [InlineData("53300", true)] // too many connections
    [InlineData("57014", true)] // cancelled by somebody else
    [InlineData("57P01", true)] // administrator's shutdown
    [InlineData("40001", true)] // a replica's conflict with its master
    [InlineData("55P03", true)] // lock not available
    [InlineData("58030", true)] // input and output
    [InlineData("42P01", false)] // no such table
    [InlineData("42501", false)] // no right
    [InlineData("28P01", false)] // wrong password
    [InlineData("3D000", false)] // no such database
    [InlineData("22P02", false)] // no value of the type
    public void Failure_IsPassingByItsState(string state, bool passing)
    {
        var named = PostgresFailures.Named("reading table t", new PostgresException("something", "ERROR", "ERROR", state, detail: "Key (email)=(a@b)", hint: "A hint."));
        Assert.IsType(passing ? typeof(TransientEtlException) : typeof(TerminalEtlException), named);
        Assert.StartsWith($"Reading table t: something ({state}) A hint.", named!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a@b", named.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ServerThatIsAway_IsTransient() => Assert.IsType<TransientEtlException>(PostgresFailures.Named("reading", new NpgsqlException("gone", new IOException("reset"))));

    [Fact]
    public void OwnFailure_IsNoneOfTheServers() => Assert.Null(PostgresFailures.Named("reading", new InvalidOperationException("own")));
}
