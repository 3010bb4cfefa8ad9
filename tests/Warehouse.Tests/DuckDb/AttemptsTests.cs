using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class AttemptsTests
{
    private static readonly Guid Run = RunId.Of(TestWarehouse.Pipeline, TestWarehouse.Day);

    [Fact]
    public async Task Open_FirstTime_AttemptOneWithoutPast()
    {
        await using var warehouse = await TestWarehouse.OpenAsync();
        var opening = await warehouse.AttemptAsync();
        Assert.Equal((1, null, null, 0), (opening.Attempt, opening.Parent, opening.Declined, opening.Tables.Count));
        Assert.Equal(1, (await warehouse.AttemptAsync()).Attempt);
    }

    [Fact]
    public async Task Open_AfterBlocked_NextAttempt()
    {
        await using var warehouse = await TestWarehouse.OpenAsync();
        await warehouse.AttemptAsync();
        await warehouse.House.Attempts.CloseAsync(Run, 1, AttemptState.Blocked, default);
        await warehouse.House.Attempts.CloseAsync(Run, 1, AttemptState.Failed, default);
        Assert.Equal(2, (await warehouse.AttemptAsync()).Attempt);
        Assert.Equal(AttemptState.Blocked, (await warehouse.House.Attempts.FindAsync(Run, 1, default))!.State);
    }

    [Fact]
    public async Task Open_PublishedDate_DeclinedUnlessAgain()
    {
        await using var warehouse = await TestWarehouse.OpenAsync();
        var release = await warehouse.PublishAsync(1);
        var declined = await warehouse.AttemptAsync();
        Assert.Equal((0, DeclineReason.AlreadyPublished, release), (declined.Attempt, declined.Declined!.Value, declined.Release));
        var again = await warehouse.AttemptAsync(again: true);
        Assert.Equal((2, release), (again.Attempt, again.Parent));
        Assert.Equal(["id", "amount"], again.Tables.Single().Columns!.Select(column => column.Name));
    }

    [Fact]
    public async Task Reopen_ActiveAttempt_IsAbandonedUntilDiscarded()
    {
        await using var warehouse = await TestWarehouse.OpenAsync();
        await warehouse.AttemptAsync();
        await warehouse.ReopenAsync();
        await warehouse.ReopenAsync();
        Assert.Equal(1, (await warehouse.House.Attempts.AbandonedAsync(default)).Single().Attempt);
        await warehouse.House.Attempts.CloseAsync(Run, 1, AttemptState.Abandoned, default);
        Assert.Empty(await warehouse.House.Attempts.AbandonedAsync(default));
        Assert.Equal(2, (await warehouse.AttemptAsync()).Attempt);
    }

    [Fact]
    public async Task Reopen_PublishedButNotClosed_IsCompleted()
    {
        await using var warehouse = await TestWarehouse.OpenAsync();
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint), default);
        await warehouse.ReopenAsync();
        Assert.Empty(await warehouse.House.Attempts.AbandonedAsync(default));
        Assert.Equal(AttemptState.Completed, (await warehouse.House.Attempts.FindAsync(Run, 1, default))!.State);
    }

    [Theory]
    [InlineData("etl")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("x\"; drop schema etl; --")]
    public async Task Open_NameThatCannotBeASchema_IsTerminal(string pipeline)
    {
        await using var warehouse = await TestWarehouse.OpenAsync();
        await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.AttemptAsync(pipeline: pipeline));
    }
}
