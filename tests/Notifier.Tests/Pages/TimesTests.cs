namespace EtlMesh.Notifier.Tests.Pages;

public sealed class TimesTests
{
    [Theory]
    [InlineData(0, "0.00 s")]
    [InlineData(0.424, "0.42 s")]
    [InlineData(9.994, "9.99 s")]
    [InlineData(9.996, "10.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(185.4, "3 min 05 s")]
    [InlineData(3599.4, "59 min 59 s")]
    [InlineData(3599.6, "1 h 00 min")]
    [InlineData(90_000, "25 h 00 min")]
    public void Duration_HasTheDigitsThatMatter(double seconds, string expected) => Assert.Equal(expected, Times.Duration(seconds));

    [Fact]
    public void DayAndInstant_AreRead_InUtc()
    {
        Assert.Equal("Sunday 1 March 2026", Times.Day(new DateOnly(2026, 3, 1)));
        Assert.Equal("1 March 2026, 23:30 UTC", Times.Instant(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.FromHours(2))));
    }
}
