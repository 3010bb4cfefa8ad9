using EtlMesh.Contracts;
using EtlMesh.Warehouse.Redshift;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Redshift;

public sealed class FailuresTests
{
    [Theory]
    [InlineData("XX000", "1023", "Serializable isolation violation on table - 100100, transactions forming the cycle are: 1, 2 (pid:3)", true, true)]
    [InlineData("XX000", "1018", "Relation does not exist.", true, true)]
    [InlineData("40001", "could not complete because of conflict with concurrent transaction", null, true, true)]
    [InlineData("40P01", "deadlock detected", null, true, true)]
    [InlineData("42P07", "Relation \"t\" already exists", null, true, false)]
    [InlineData("57014", "Query (1) cancelled on user's request", null, false, true)]
    [InlineData("57P01", "terminating connection due to administrator command", null, false, true)]
    [InlineData("53100", "Disk Full", null, false, true)]
    [InlineData("XX000", "Disk Full", null, false, true)]
    [InlineData("XX000", "S3ServiceException:SlowDown,Status 503,Error SlowDown", null, false, true)]
    [InlineData("XX000", "S3ServiceException:Access Denied,Status 403,Error AccessDenied", null, false, false)]
    [InlineData("XX000", "Spectrum Scan Error", "error: incompatible Parquet schema", false, false)]
    [InlineData("42P01", "relation \"t\" does not exist", null, false, false)]
    [InlineData("42601", "syntax error", null, false, false)]
    [InlineData("28000", "password authentication failed", null, false, false)]
    public void ServersFailure_HasItsKind(string state, string message, string? detail, bool conflict, bool passing)
    {
        var server = new PostgresException(message, "ERROR", "ERROR", state, detail);
        Assert.Equal(conflict, Failures.IsConflict(server));
        Assert.Equal(passing ? typeof(TransientEtlException) : typeof(TerminalEtlException), Failures.Named("loading segment a", server, null)!.GetType());
    }
}
