using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests;

public sealed class FaultPlanTests
{
    [Theory]
    [InlineData("kill@start:segment.commit", FaultAction.Kill, false, "segment.commit", 1)]
    [InlineData("kill@stop:release.commit#2", FaultAction.Kill, true, "release.commit", 2)]
    [InlineData("pause@start:extract.slice#10", FaultAction.Pause, false, "extract.slice", 10)]
    [InlineData("pause@stop:model.build", FaultAction.Pause, true, "model.build", 1)]
    [InlineData("kill@boundary#17", FaultAction.Kill, false, null, 17)]
    [InlineData("pause@boundary#1", FaultAction.Pause, false, null, 1)]
    [InlineData("list", FaultAction.List, false, null, 0)]
    public void Text_NamesTheFault(string text, FaultAction action, bool atStop, string? effect, int occurrence) =>
        Assert.Equal(new FaultPlan(action, effect, atStop, occurrence), FaultPlan.Parse(text));

    [Fact]
    public void Commas_PartSeveralFaults() =>
        Assert.Equal(
            [new FaultPlan(FaultAction.Pause, "extract.slice", false, 1), new FaultPlan(FaultAction.Kill, "attempt.discard", false, 2)],
            FaultPlan.ParseAll("pause@start:extract.slice,kill@start:attempt.discard#2"));

    [Theory]
    [InlineData("")]
    [InlineData("kill")]
    [InlineData("kill@segment.commit")]
    [InlineData("stop@start:segment.commit")]
    [InlineData("kill@start:segment.commit#0")]
    [InlineData("kill@start:Segment")]
    [InlineData("kill@boundary")]
    [InlineData("kill@boundary#0")]
    [InlineData("list@boundary#1")]
    public void OtherText_IsWrongUsage(string text) =>
        Assert.StartsWith($"ETLMESH_FAULT={text}: not a fault; write kill@start:", Assert.Throws<TerminalEtlException>(() => FaultPlan.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void UnknownEffect_IsWrongUsage_AndTheKnownAreTold()
    {
        var message = Assert.Throws<TerminalEtlException>(() => FaultPlan.Parse("kill@start:segment.comit")).Message;

        Assert.StartsWith("ETLMESH_FAULT=kill@start:segment.comit: there is no effect segment.comit; write one of attempt.close,", message, StringComparison.Ordinal);
        Assert.All(DurableEffects.Names, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }
}
