using System.Numerics;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class HeadlineValueTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    public static TheoryData<object?, string?, double?> Values => new()
    {
        { null, null, null },
        { 1002.50m, "1,002.50", 1002.5 },
        { -1200L, "-1,200", -1200 },
        { (short)7, "7", 7 },
        { 1200u, "1,200", 1200 },
        { BigInteger.Pow(10, 6), "1,000,000", 1e6 },
        { 0.1 + 0.2, "0.3", 0.1 + 0.2 },
        { 0.0, "0", 0 },
        { 1.5e-7, "1.5E-7", 1.5e-7 },
        { double.NaN, "NaN", null },
        { double.PositiveInfinity, "Infinity", null },
        { "much", "much", null },
        { true, "True", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_HasItsTextAndItsNumber(object? value, string? text, double? number) =>
        Assert.Equal(new HeadlineValue(text, number), HeadlineValue.Of(value));

    [Fact]
    public void DateAndTimestamp_HaveTheirDay()
    {
        Assert.Equal(new HeadlineValue("2026-03-01", Day: Day), HeadlineValue.Of(Day));
        Assert.Equal(new HeadlineValue("2026-03-01 04:05:06", Day: Day), HeadlineValue.Of(Day.ToDateTime(new TimeOnly(4, 5, 6))));
    }
}
