using EtlMesh.Contracts;
using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class AttemptsTests(PostgresTests server) : AttemptsConformance
{
    [Fact]
    public async Task Reopen_ActiveAttempt_StaysActiveForItMayBeAnothersProcess()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.AttemptAsync();
        await warehouse.ReopenAsync();
        Assert.Empty(await warehouse.House.Attempts.AbandonedAsync(default));
        Assert.Equal(1, (await warehouse.AttemptAsync()).Attempt);
        Assert.Equal(AttemptState.Active, (await warehouse.House.Attempts.FindAsync(RunId.Of(TestWarehouse.Pipeline, TestWarehouse.Day), 1, default))!.State);
    }

    protected override Task<TestWarehouse> OpenAsync() => PostgresTestWarehouse.OpenAsync(server);
}
