using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;

namespace EtlMesh.Warehouse.Tests.Postgres;

public sealed class PostgresAddressTests
{
    [Fact]
    public void Url_AllOfItIsTaken()
    {
        var address = PostgresAddress.Parse("postgres://ann:p%40ss@db.example:5433/ware%20house?sslmode=verify-full&connect_timeout=7&options=-c%20role%3Detl");
        Assert.Equal(("db.example", 5433, "ann", "p@ss", "ware house"), (address.Host, address.Port, address.Username, address.Password, address.Database));
        Assert.Equal((Npgsql.SslMode.VerifyFull, 7), (address.SslMode, address.Timeout));
        Assert.StartsWith("-c role=etl -c statement_timeout=0 ", address.Options, StringComparison.Ordinal);
        Assert.Equal(("etlmesh", 0, "UTC"), (address.ApplicationName, address.CommandTimeout, address.Timezone));
    }

    [Theory]
    [InlineData("Host=/run/postgresql;Username=etl;Database=dw")]
    [InlineData("postgres:///dw?host=/run/postgresql&user=etl")]
    public void Socket_IsTaken(string connection)
    {
        var address = PostgresAddress.Parse(connection);
        Assert.Equal(("/run/postgresql", "etl", "dw"), (address.Host, address.Username, address.Database));
    }

    [Theory]
    [InlineData("postgres://ann:secret@db/x?nonsense=1")]
    [InlineData("postgres://ann:secret@db/x?sslmode=sometimes")]
    [InlineData("postgres://ann:secret@:x/y")]
    [InlineData("Password=secret")]
    [InlineData("secret")]
    public void Wrong_IsTerminalAndKeepsTheSecret(string connection)
    {
        var failure = Assert.Throws<TerminalEtlException>(() => PostgresAddress.Parse(connection));
        Assert.StartsWith("Reading the warehouse's address: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
