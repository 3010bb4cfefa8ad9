using EtlMesh.Contracts;

namespace EtlMesh.Loader.Tests;

public sealed class LandedSumsTests
{
    [Theory]
    [InlineData("6", "1", "2", "3")]
    [InlineData("0.30", "0.10", "0.20")]
    [InlineData("-0.05", "-0.10", "0.05")]
    [InlineData("0.00", "-0.10", "0.10")]
    [InlineData("-12.34", "-12.30", "-0.04")]
    [InlineData("2.00", null, "2.00")]
    [InlineData("99999999999999999999999999999999999999.99", "99999999999999999999999999999999999999.98", "0.01")]
    [InlineData("200000000000000000000000000000000000000", "100000000000000000000000000000000000000", "100000000000000000000000000000000000000")]
    [InlineData(null, null, null)]
    public void Add_IsExactInTheDecimalsScale(string? total, params string?[] sums) => Assert.Equal(total, LandedSums.Add(sums));

    [Theory]
    [InlineData("bigint", "9", "10", "9", "10")]
    [InlineData("varchar", "9", "10", "10", "9")]
    [InlineData("double", "-1.5", "1e3", "-1.5", "1000.0")]
    [InlineData("double", "nan", "3.0", "3.0", "nan")]
    [InlineData("date", "2026-03-01", "1999-12-31", "1999-12-31", "2026-03-01")]
    [InlineData("timestamp", "2026-03-01 10:00:00", "2026-03-01 09:59:59.5", "2026-03-01 09:59:59.5", "2026-03-01 10:00:00")]
    [InlineData("varchar", "it's", "its", "it's", "its")]
    public void Bounds_AreComparedAsValuesOfTheColumnsType(string type, string first, string second, string min, string max)
    {
        var sum = Combine(type, Slice(1, first, first), Slice(2, second, second));
        Assert.Equal((min, max), (sum.Min, sum.Max));
    }

    [Fact]
    public void SliceOfNullsOnly_HasNoBounds()
    {
        var sum = Combine("date", Slice(1, null, null, nulls: 3), Slice(2, "2026-03-01", "2026-03-02", nulls: 1));
        Assert.Equal(new ColumnSum { Column = "c", Nulls = 4, Min = "2026-03-01", Max = "2026-03-02" }, sum);
    }

    [Fact]
    public void NoSlices_HaveNoSums() => Assert.Empty(LandedSums.Combine(Commands.Load("bigint"), CancellationToken.None));

    private static ColumnSum Combine(string type, params LandedSlice[] slices) =>
        Assert.Single(LandedSums.Combine(Commands.Load(type, slices), CancellationToken.None));

    private static LandedSlice Slice(int k, string? min, string? max, long nulls = 0) =>
        Commands.Slice(k, rows: 1) with { Sums = [new ColumnSum { Column = "c", Nulls = nulls, Min = min, Max = max }] };
}
