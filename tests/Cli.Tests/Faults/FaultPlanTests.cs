namespace EtlMesh.Cli.Tests;

public sealed class FaultPlanTests
{
    [Theory]
    [InlineData("kill@start:segment.commit", false, false, "segment.commit", 1)]
    [InlineData("kill@stop:release.commit#2", false, true, "release.commit", 2)]
    [InlineData("pause@start:extract.slice#10", true, false, "extract.slice", 10)]
    [InlineData("pause@stop:model.build", true, true, "model.build", 1)]
    public void Text_NamesTheFault(string text, bool pause, bool atStop, string activity, int occurrence) =>
        Assert.Equal(new FaultPlan(pause, atStop, activity, occurrence), FaultPlan.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("kill")]
    [InlineData("kill@segment.commit")]
    [InlineData("stop@start:segment.commit")]
    [InlineData("kill@start:segment.commit#0")]
    [InlineData("kill@start:Segment")]
    public void OtherText_IsWrongUsage(string text) =>
        Assert.StartsWith($"ETLMESH_FAULT={text}: not a fault; write kill@start:", Assert.Throws<UsageException>(() => FaultPlan.Parse(text)).Message, StringComparison.Ordinal);
}
