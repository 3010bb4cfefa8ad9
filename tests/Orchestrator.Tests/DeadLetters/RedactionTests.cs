using EtlMesh.Orchestrator.DeadLetters;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

public sealed class RedactionTests
{
    private static readonly Redaction Known = new([new("SHOP_PASSWORD", "correct-horse-battery"), new("REGION_OF_THINGS", "eu-central-1-and-more"), new("DB_PASSWORD", "postgres")]);

    [Theory]
    [InlineData("login with correct-horse-battery failed", "login with *** failed")]
    [InlineData("postgres://etl:s3cr:et@db/shop failed", "postgres://etl:***@db/shop failed")]
    [InlineData("Host=db;Password=abc;Database=shop", "Host=db;Password=***;Database=shop")]
    [InlineData("GET /x?token=abc&day=1", "GET /x?token=***&day=1")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer ***")]
    public void Secrets_AreTakenOut(string text, string expected) => Assert.Equal(expected, Known.Clean(text));

    [Theory]
    [InlineData("postgres://db/shop at eu-central-1-and-more is away")]
    [InlineData("unexpected token '}' in line 3")]
    [InlineData("{\"pipeline\":\"daily\",\"password\":null,\"source\":\"https://shop/a?b=c@d\"}")]
    public void OrdinaryText_Stays(string text) => Assert.Equal(text, Known.Clean(text));

    [Fact]
    public void Nothing_StaysNothing() => Assert.Null(Known.Clean(null));
}
