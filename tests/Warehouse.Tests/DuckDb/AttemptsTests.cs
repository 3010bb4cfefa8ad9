using EtlMesh.Contracts;
using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class AttemptsTests : AttemptsConformance
{
    private static readonly Guid Run = RunId.Of(TestWarehouse.Pipeline, TestWarehouse.Day);

    [Fact]
    public async Task Reopen_ActiveAttempt_IsAbandonedUntilDiscarded()
    {
        await using var warehouse = await DuckDbTestWarehouse.OpenAsync();
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
        await using var warehouse = await DuckDbTestWarehouse.OpenAsync();
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint), default);
        await warehouse.ReopenAsync();
        Assert.Empty(await warehouse.House.Attempts.AbandonedAsync(default));
        Assert.Equal(AttemptState.Completed, (await warehouse.House.Attempts.FindAsync(Run, 1, default))!.State);
    }

    protected override Task<TestWarehouse> OpenAsync() => DuckDbTestWarehouse.OpenAsync();
}
