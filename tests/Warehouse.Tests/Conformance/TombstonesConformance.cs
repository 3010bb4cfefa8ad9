using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

/// <summary>Soft-delete columns as sources have them.</summary>
public abstract class TombstonesConformance : IAsyncLifetime
{
    private TestWarehouse warehouse = null!;

    public async Task InitializeAsync() => warehouse = await OpenAsync();

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Theory]
    [InlineData("boolean", "false", "true")]
    [InlineData("tinyint", "0", "1")]
    [InlineData("utinyint", "0", "255")]
    [InlineData("bigint", "0", "-1")]
    [InlineData("decimal(4,1)", "0", "0.5")]
    [InlineData("timestamp", "null", "'2026-03-01 10:00:00'")]
    [InlineData("timestamptz", "null", "'2026-03-01 10:00:00+00'")]
    [InlineData("date", "null", "'2026-03-01'")]
    public async Task Tombstone_OfAnyType_RemovesItsRow(string type, string alive, string gone)
    {
        await warehouse.AttemptAsync();
        var load = await warehouse.LoadAsync(
            $"select id::bigint as id, gone::{type} as gone from (values (1, {alive}), (2, {gone}), (3, null)) t(id, gone)", $"id bigint, gone {type}");
        var spec = TestWarehouse.Candidate(null, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment, Deleted = "gone" }]);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, "fct", "select id from {source}");
        Assert.Equal([1L, 3L], (await warehouse.RowsAsync($"select id from \"{Names.CandidateSchema(spec.Pipeline, spec.Uid)}\".main__fct order by id")).Select(row => (long)row[0]!));
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
