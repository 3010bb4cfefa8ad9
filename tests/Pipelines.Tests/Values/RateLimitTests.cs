namespace EtlMesh.Pipelines.Tests;

public sealed class RateLimitTests
{
    [Theory]
    [InlineData("10/s", 10, RateUnit.Requests)]
    [InlineData("1B/s", 1, RateUnit.Bytes)]
    [InlineData("500KB/s", 500_000, RateUnit.Bytes)]
    [InlineData("50MB/s", 50_000_000, RateUnit.Bytes)]
    [InlineData("999999GB/s", 999_999_000_000_000, RateUnit.Bytes)]
    public void Rate_IsRead(string text, long perSecond, RateUnit unit)
    {
        Assert.True(RateLimit.TryParse(text, out var limit));
        Assert.Equal(new RateLimit(perSecond, unit), limit);
    }

    [Theory]
    [InlineData("0/s")]
    [InlineData("0MB/s")]
    [InlineData("50")]
    [InlineData("50MB")]
    [InlineData("50MiB/s")]
    [InlineData("50mb/s")]
    [InlineData("50 MB/s")]
    [InlineData("1.5MB/s")]
    [InlineData("-1/s")]
    [InlineData("10/m")]
    [InlineData("10/s\n")]
    public void TextThatIsNoRate_IsRefused(string text) => Assert.False(RateLimit.TryParse(text, out _));
}
