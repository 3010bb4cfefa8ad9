using EtlMesh.Contracts;
using EtlMesh.Warehouse.Redshift;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Redshift;

public sealed class RedshiftAddressTests
{
    [Fact]
    public void Url_IsRead()
    {
        var (connection, role) = RedshiftAddress.Parse("redshift://etl:se%2Fcret@dw.abc.eu-central-1.redshift.amazonaws.com:5440/prod?iam_role=arn:aws:iam::123456789012:role/etl&connect_timeout=30");
        Assert.Equal(("dw.abc.eu-central-1.redshift.amazonaws.com", 5440, "etl", "se/cret", "prod", 30), (connection.Host, connection.Port, connection.Username, connection.Password, connection.Database, connection.Timeout));
        Assert.Equal(("arn:aws:iam::123456789012:role/etl", SslMode.Require), (role, connection.SslMode));
        Assert.Contains("Server Compatibility Mode=Redshift", connection.ConnectionString, StringComparison.OrdinalIgnoreCase);
        // Redshift knows neither as a parameter of the start.
        Assert.DoesNotContain("Timezone", connection.ConnectionString, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Options", connection.ConnectionString, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void LeftOut_PortRoleAndSslHaveTheirDefaults()
    {
        var (connection, role) = RedshiftAddress.Parse("redshift://etl@dw/prod");
        Assert.Equal((5439, "default", SslMode.Require), (connection.Port, role, connection.SslMode));
        Assert.Equal(SslMode.VerifyFull, RedshiftAddress.Parse("redshift://etl@dw/prod?sslmode=verify-full").Connection.SslMode);
        Assert.Equal(5432, RedshiftAddress.Parse("redshift://etl@dw:5432/prod").Connection.Port);
    }

    [Theory]
    [InlineData("redshift://etl:secret@dw/prod?iam_role=x'; drop table t; --", "iam_role")]
    [InlineData("redshift://etl:secret@dw/prod?wlm=1", "wlm")]
    [InlineData("redshift://:secret@/prod", "host")]
    public void Wrong_IsTerminalAndNeverTellsThePassword(string url, string told)
    {
        var failure = Assert.Throws<TerminalEtlException>(() => RedshiftAddress.Parse(url));
        Assert.Contains(told, failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
    }
}
