namespace EtlMesh.SqlProject.Tests;

public sealed class FailureThresholdTests
{
    [Theory]
    [InlineData("> 10", 10, false)]
    [InlineData(">10", 11, true)]
    [InlineData(">= 10", 10, true)]
    [InlineData("< 1", 0, true)]
    [InlineData("<=1", 2, false)]
    [InlineData("= 3", 3, true)]
    [InlineData("== 3", 4, false)]
    [InlineData("!=0", 0, false)]
    [InlineData("<> 0", 1, true)]
    [InlineData("between 1 and 5", 5, true)]
    [InlineData("BETWEEN 1 and 5", 6, false)]
    public void Failures_AreJudged(string condition, long failures, bool met)
    {
        Assert.True(FailureThreshold.TryParse(condition, out var threshold));
        Assert.Equal(met, threshold.IsMet(failures));
        Assert.True(FailureThreshold.TryParse(threshold.ToString(), out var again));
        Assert.Equal(threshold, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("> ten")]
    [InlineData("> 99999999999999999999")]
    [InlineData("between 1")]
    [InlineData("> 1; drop table x")]
    public void OtherText_IsRefused(string? condition) => Assert.False(FailureThreshold.TryParse(condition, out _));

    [Theory]
    [InlineData(CheckSeverity.Error, "!= 0", "!= 0", 0, CheckStatus.Passed)]
    [InlineData(CheckSeverity.Error, "!= 0", "!= 0", 1, CheckStatus.Failed)]
    [InlineData(CheckSeverity.Error, "!= 0", "> 10", 5, CheckStatus.Warned)]
    [InlineData(CheckSeverity.Error, "> 3", "> 10", 2, CheckStatus.Passed)]
    [InlineData(CheckSeverity.Warn, "!= 0", "!= 0", 99, CheckStatus.Warned)]
    [InlineData(CheckSeverity.Warn, "> 100", "!= 0", 99, CheckStatus.Passed)]
    public void SeverityAndThresholds_DecideTheStatus(CheckSeverity severity, string warnIf, string errorIf, long failures, CheckStatus status)
    {
        Assert.True(FailureThreshold.TryParse(warnIf, out var warn));
        Assert.True(FailureThreshold.TryParse(errorIf, out var error));
        var check = new CompiledCheck { Id = "c", Kind = CheckKind.Unique, Test = "unique", Sql = "select 1", Expected = "", Severity = severity, WarnIf = warn, ErrorIf = error };

        Assert.Equal(status, check.StatusOf(failures));
    }
}
