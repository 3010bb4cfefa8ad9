using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

public abstract class AttemptsConformance
{
    private static readonly Guid Run = RunId.Of(TestWarehouse.Pipeline, TestWarehouse.Day);

    [Fact]
    public async Task Open_FirstTime_AttemptOneWithoutPast()
    {
        await using var warehouse = await OpenAsync();
        var opening = await warehouse.AttemptAsync();
        Assert.Equal((1, null, null, 0), (opening.Attempt, opening.Parent, opening.Declined, opening.Tables.Count));
        Assert.Equal(1, (await warehouse.AttemptAsync()).Attempt);
    }

    [Fact]
    public async Task Open_AfterBlocked_NextAttempt()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.AttemptAsync();
        await warehouse.House.Attempts.CloseAsync(Run, 1, AttemptState.Blocked, default);
        await warehouse.House.Attempts.CloseAsync(Run, 1, AttemptState.Failed, default);
        Assert.Equal(2, (await warehouse.AttemptAsync()).Attempt);
        Assert.Equal(AttemptState.Blocked, (await warehouse.House.Attempts.FindAsync(Run, 1, default))!.State);
    }

    [Fact]
    public async Task Open_PublishedDate_DeclinedUnlessAgain()
    {
        await using var warehouse = await OpenAsync();
        var release = await warehouse.PublishAsync(1);
        var declined = await warehouse.AttemptAsync();
        Assert.Equal((0, DeclineReason.AlreadyPublished, release), (declined.Attempt, declined.Declined!.Value, declined.Release));
        var again = await warehouse.AttemptAsync(again: true);
        Assert.Equal((2, release), (again.Attempt, again.Parent));
        Assert.Equal(["id", "amount"], again.Tables.Single().Columns!.Select(column => column.Name));
    }

    [Theory]
    [InlineData("etl")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("x\"; drop schema etl; --")]
    public async Task Open_NameThatCannotBeASchema_IsTerminal(string pipeline)
    {
        await using var warehouse = await OpenAsync();
        await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.AttemptAsync(pipeline: pipeline));
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
