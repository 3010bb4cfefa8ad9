using EtlMesh.Contracts;

namespace EtlMesh.PostgresCopy.Tests;

public sealed class PostgresAddressTests
{
    [Fact]
    public void Url_IsAConnectionString()
    {
        var builder = Parse("postgres://us%40er:p%3Aw@[::1]:5433/sh%20op?sslmode=verify-full&connect_timeout=7&application_name=nightly");
        Assert.Equal(("::1", 5433, "us@er", "p:w", "sh op"), (builder.Host, builder.Port, builder.Username, builder.Password, builder.Database));
        Assert.Equal((Npgsql.SslMode.VerifyFull, 7, "nightly"), (builder.SslMode, builder.Timeout, builder.ApplicationName));
        Assert.Equal(0, builder.CommandTimeout);
        Assert.EndsWith("-c lock_timeout=1", builder.Options, StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionString_IsTakenAsItIs() => Assert.Equal(("db", "etlmesh"), (Parse("Host=db;Username=me").Host, Parse("Host=db;Username=me").ApplicationName));

    [Theory]
    [InlineData("postgres://user:sesame@/db")]
    [InlineData("postgres://user:sesame@host/db?nonsense=sesame")]
    [InlineData("postgres://user:sesame@host:x/db")]
    [InlineData("Password=sesame")]
    [InlineData("sesame")]
    public void Address_ThatIsNone_IsTerminalWithoutItsSecret(string address)
    {
        var failure = Assert.Throws<TerminalEtlException>(() => Parse(address));
        Assert.StartsWith("Reading the source's address: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Correct it.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", failure.ToString(), StringComparison.Ordinal);
    }

    private static Npgsql.NpgsqlConnectionStringBuilder Parse(string address) => PostgresAddress.Parse(address, "-c lock_timeout=1", "the source's", "Correct it.");
}
