using EtlMesh.Contracts;
using EtlMesh.Extractor.MySql;

namespace EtlMesh.Extractor.Tests.MySql;

public sealed class MySqlAddressTests
{
    [Fact]
    public void Url_AllOfItIsTaken()
    {
        var address = MySqlAddress.Parse("mysql://a%40nn:p%40ss%2F%3A%25@db.example:3307/my%20shop?ssl-mode=verify-identity&ssl-ca=certs%2Fca.pem", "/pipelines/shop");
        Assert.Equal(("db.example", 3307, "a@nn", "p@ss/:%", "my shop"), (address.Host, address.Port, address.User, address.Password, address.Database));
        Assert.Equal((SslMode.VerifyIdentity, "/pipelines/shop/certs/ca.pem"), (address.SslMode, address.SslCa));
    }

    [Fact]
    public void ShortUrl_HasDefaults()
    {
        var address = MySqlAddress.Parse("mysql://ann@[::1]/shop", "/");
        Assert.Equal(("::1", 3306, "ann", null, "shop", SslMode.Preferred), (address.Host, address.Port, address.User, address.Password, address.Database, address.SslMode));
    }

    [Fact]
    public void Text_HoldsNoSecret() =>
        Assert.Equal("mysql://db:3306/shop", MySqlAddress.Parse("mysql://ann:canary@db/shop", "/").ToString());

    [Theory]
    [InlineData("mysql://ann:canary@db", "it names no database")]
    [InlineData("mysql://ann:canary@db/", "it names no database")]
    [InlineData("mysql://ann:canary@db/a/b", "it names no database")]
    [InlineData("mysql://db/shop", "it names no user")]
    [InlineData("mysql://ann:can#ary@db/shop", "it is not of the form")]
    [InlineData("mysql://ann:canary@db:port/shop", "it is not of the form")]
    [InlineData("mysql://ann:canary@db/shop?ssl-mode=on", "its `ssl-mode` is none of")]
    [InlineData("mysql://ann:canary@db/shop?sslmode=required", "its option `sslmode` is not known")]
    [InlineData("mysql://ann:canary@db/shop?ssl-mode=verify-ca", "`ssl-mode=verify-ca` needs `ssl-ca`")]
    public void WrongUrl_IsTerminalAndKeepsTheSecret(string url, string reason)
    {
        var failure = Assert.Throws<TerminalEtlException>(() => MySqlAddress.Parse(url, "/"));
        Assert.StartsWith($"Reading a source's address: {reason}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }
}
