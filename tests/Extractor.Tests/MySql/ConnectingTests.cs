using EtlMesh.Contracts;
using EtlMesh.Extractor.MySql;
using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>TLS, logging in, and what is said when that fails.</summary>
[Collection(MariaDbTests.Name)]
public sealed class ConnectingTests(MariaDbTests maria)
{
    private MariaDbServer Server => maria.Server;

    [Theory]
    [InlineData("preferred")]
    [InlineData("required")]
    public void Tls_IsUsedWhereTheServerHasIt(string mode)
    {
        using var connection = Open("127.0.0.1", $"ssl-mode={mode}");
        Assert.NotNull(connection.Cipher);
        Assert.StartsWith("TLS", connection.Rows("show status like 'Ssl_cipher'")[0][1], StringComparison.Ordinal);
    }

    [Fact]
    public void TlsDisabled_IsPlain()
    {
        using var connection = Open("127.0.0.1", "ssl-mode=disabled");
        Assert.Equal((null, ""), (connection.Cipher, connection.Rows("show status like 'Ssl_cipher'")[0][1]));
    }

    [Theory]
    [InlineData("127.0.0.1", "verify-ca")]
    [InlineData("localhost", "verify-ca")]
    [InlineData("localhost", "verify-identity")]
    public void CertificateOfTheCa_IsTaken(string host, string mode)
    {
        using var connection = Open(host, $"ssl-mode={mode}&ssl-ca={Server.CaFile}");
        Assert.NotNull(connection.Cipher);
        Assert.Contains("127.0.0.1:", connection.Scalar("select host from information_schema.processlist where id = connection_id()"), StringComparison.Ordinal); // localhost is TCP
    }

    [Theory]
    [InlineData("verify-ca")]
    [InlineData("verify-identity")]
    public void CertificateOfAnotherCa_IsRefused(string mode) => Refused("localhost", $"ssl-mode={mode}&ssl-ca={Server.OtherCaFile}");

    [Fact]
    public void CertificateOfAnotherName_IsRefused() => Refused("127.0.0.1", $"ssl-mode=verify-identity&ssl-ca={Server.CaFile}");

    [Fact]
    public void CertificateThatTheSystemDoesNotKnow_IsRefused() => Refused("localhost", "ssl-mode=verify-identity");

    [Fact]
    public async Task ServerWithoutTls_IsRefusedWhereItIsAskedFor()
    {
        await using var plain = await MariaDbServer.StartAsync("--skip-ssl");
        var refused = Assert.Throws<MySqlException>(() => MySqlConnection.Open(MySqlAddress.Parse(plain.Url("mysql", options: "ssl-mode=required"), "/")));
        Assert.Equal((2026, false), (refused.Code, MySqlFaults.MayPass(refused)));
        using var preferred = MySqlConnection.Open(MySqlAddress.Parse(plain.Url("mysql", options: "ssl-mode=preferred"), "/"));
        Assert.Null(preferred.Cipher);
    }

    [Fact]
    public async Task WrongPassword_IsTerminalAndIsNotShown()
    {
        using var night = await MySqlNight.BeginAsync(Server, "create table t (id int)");
        night.Password = "canary";
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(MySqlNight.Table("t")));
        Assert.StartsWith($"Connecting to mysql://127.0.0.1:{Server.Port}/{night.Database}: Access denied for user 'admin'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownDatabase_IsTerminal()
    {
        using var night = await MySqlNight.BeginAsync(Server);
        await night.ExecuteAsync($"drop database {night.Database}");
        Assert.Contains("(error 1049)", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(MySqlNight.Table("t")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIsAway_IsTransientAndNotReady()
    {
        await using var other = await MariaDbServer.StartAsync();
        using var night = await MySqlNight.BeginAsync(other, "create table t (id int primary key); insert into t values (1)");
        Assert.True((await night.ProbeAsync(MySqlNight.Table("t"))).Ready);
        await other.CrashAsync();
        await Assert.ThrowsAsync<TransientEtlException>(() => night.PlanAsync(MySqlNight.Table("t")));
        var probe = await night.ProbeAsync(MySqlNight.Table("t"));
        Assert.False(probe.Ready);
        Assert.StartsWith("s: Connecting to mysql://127.0.0.1:", Assert.Single(probe.Lines), StringComparison.Ordinal);
        await other.ReturnAsync();
        Assert.True((await night.ProbeAsync(MySqlNight.Table("t"))).Ready);
    }

    [Theory]
    [InlineData(1040, true)]
    [InlineData(1053, true)]
    [InlineData(1205, true)]
    [InlineData(1213, true)]
    [InlineData(1317, true)]
    [InlineData(2002, true)]
    [InlineData(2006, true)]
    [InlineData(2013, true)]
    [InlineData(1044, false)]
    [InlineData(1045, false)]
    [InlineData(1049, false)]
    [InlineData(1054, false)]
    [InlineData(1064, false)]
    [InlineData(1142, false)]
    [InlineData(1146, false)]
    [InlineData(2026, false)]
    [InlineData(2059, false)]
    public void Error_MayPassOrNot(int code, bool mayPass) => Assert.Equal(mayPass, MySqlFaults.MayPass(new MySqlException(code, "HY000", "x")));

    private MySqlConnection Open(string host, string options) => MySqlConnection.Open(MySqlAddress.Parse(Server.Url("mysql", host: host, options: options), "/"));

    private void Refused(string host, string options)
    {
        var refused = Assert.Throws<MySqlException>(() => Open(host, options).Dispose());
        Assert.Equal((2026, false), (refused.Code, MySqlFaults.MayPass(refused)));
    }
}
