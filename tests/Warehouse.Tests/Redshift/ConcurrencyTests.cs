using EtlMesh.Contracts;
using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>Many processes at once, without row locks and keys.</summary>
[Collection(PostgresTests.Name)]
public sealed class ConcurrencyTests(PostgresTests server)
{
    private const int Processes = 6;

    [Fact]
    public async Task Attempt_OpenedByManyAtOnce_IsOne()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenAsync(server);
        var openings = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => warehouse.AttemptAsync()));
        Assert.All(openings, opening => Assert.Equal(1, opening.Attempt));
        Assert.Equal(1L, await warehouse.ValueAsync("select count(*) from etl.attempts"));
    }

    [Fact]
    public async Task Segment_LoadedByManyAtOnce_IsOne()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenAsync(server);
        var spec = TestWarehouse.Segment("id bigint");
        var files = Enumerable.Range(0, Processes).Select(i => warehouse.Landed(warehouse.Parquet($"select (i + {i})::bigint as id from range(1000) t(i)"))).ToList();
        var loads = await Task.WhenAll(files.Select(file => warehouse.House.Segments.LoadAsync(spec, [file], default)));
        Assert.All(loads, load => Assert.Equal(loads[0].Sums, load.Sums));
        Assert.Equal(1L, await warehouse.ValueAsync("select count(*) from etl.segments"));
    }

    [Fact]
    public async Task Seal_WhileAModelIsBuilt_WaitsForIt()
    {
        await using var warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        using var held = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var watch = new EffectWatch(at =>
        {
            if (at != "start model.commit")
                return;
            held.Set();
            release.Wait(TimeSpan.FromMinutes(2));
        });
        var build = Task.Run(() => warehouse.BuildAsync(spec, "m", "select 1 as one"));
        Assert.True(held.Wait(TimeSpan.FromMinutes(2)));
        var seal = warehouse.House.Candidates.SealAsync(spec, default);
        await WaitsAsync(warehouse);
        Assert.False(seal.IsCompleted);
        release.Set();
        await build;
        Assert.NotEmpty(await seal);
        Assert.Equal(1L, await warehouse.ValueAsync("select count(*) from etl.models"));
        await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.BuildAsync(spec, "late", "select 1 as one"));
    }

    /// <summary>Until the server says that somebody waits for a table.</summary>
    private static async Task WaitsAsync(RedshiftTestWarehouse warehouse)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((long)(await warehouse.OthersValueAsync("select count(*) from pg_locks where not granted"))! == 0)
        {
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
