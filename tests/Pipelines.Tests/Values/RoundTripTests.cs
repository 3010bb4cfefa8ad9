using FsCheck;
using FsCheck.Fluent;

namespace EtlMesh.Pipelines.Tests;

public sealed class RoundTripTests
{
    private static readonly Config Quiet = Config.QuickThrowOnFailure.WithReplay(20261121, 7);

    [Fact]
    public void Duration_ComesBackAsItWasWritten() =>
        Check.One(Quiet, Prop.ForAll(Gen.Choose(0, 315_360_000).ToArbitrary(), seconds =>
            Durations.TryParse(Durations.Format(TimeSpan.FromSeconds(seconds)), out var read) && read == TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Ratio_ComesBackAsItWasWritten() =>
        Check.One(Quiet, Prop.ForAll(Gen.Choose(0, 100_000_000).ToArbitrary(), millionths =>
            Ratio.TryParse(Ratio.FromPercent(millionths / 1_000_000m).ToString(), out var read) && read == Ratio.FromPercent(millionths / 1_000_000m)));

    [Theory]
    [InlineData("*/15 2 * * *", "0 */15 2 * * ?")]
    [InlineData("0 2 * * 1-5", "0 0 2 ? * MON,TUE,WED,THU,FRI")]
    [InlineData("0 2 * * 7", "0 0 2 ? * SUN")]
    [InlineData("0 2 1 * *", "0 0 2 1 * ?")]
    [InlineData("0 2 1 * 1", null)]
    [InlineData("@daily", null)]
    public void Cron_IsTranslated(string cron, string? quartz) => Assert.Equal(quartz, CronExpressions.ToQuartz(cron));
}
