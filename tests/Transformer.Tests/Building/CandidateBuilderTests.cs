using EtlMesh.Contracts;
using EtlMesh.SqlProject;
using EtlMesh.Staging;
using EtlMesh.Testing;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer.Tests.Building;

public sealed class CandidateBuilderTests : IAsyncLifetime
{
    private const string Uid1 = "candidate001";
    private const string Uid2 = "candidate002";

    private TestHome home = null!;

    public async Task InitializeAsync() => home = await TestHome.OpenAsync();

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task Project_BecomesACandidateThatNobodySees()
    {
        var night = await Shop.NightAsync(home);
        await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)], uid: Uid1));

        Assert.Equal(["03/01/2026|2|15.50", "03/02/2026|1|2.50"], await home.RowsAsync($"select * from \"shop__{Uid1}\".main__days order by day"));
        Assert.Equal(["CHF|2.63", "CHF|16.28", "EUR|2.75", "EUR|17.05"],
            await home.RowsAsync($"select currency, revenue from \"shop__{Uid1}\".finance__days_priced order by 1, 2"));
        Assert.Equal(
            [$"shop__{Uid1}", .. new[] { "finance__days_priced", "main__days", "main__rates", "main__stg_orders", "source__shop__orders" }.Select(name => $"shop__{Uid1}.{name}")],
            (await home.ObjectsAsync()).Where(name => name.StartsWith("shop", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Models_AreToldInGraphOrder_KOfN()
    {
        var night = await Shop.NightAsync(home);
        var told = new List<BuiltModel>();
        await new CandidateBuilder(home.Store, home.Bundles, home.Warehouses).BuildAsync(
            night.Build([await night.SegmentAsync(home, Shop.Orders)]),
            built =>
            {
                lock (told)
                    told.Add(built);
                return Task.CompletedTask;
            }, CancellationToken.None);

        var byK = told.OrderBy(built => built.K).ToList();
        Assert.Equal([1, 2, 3, 4], byK.Select(built => built.K));
        Assert.All(byK, built => Assert.Equal(4, built.N));
        var order = byK.ConvertAll(built => built.Model.Name);
        Assert.Equal(["stg_orders", "days"], order.Where(model => model is "stg_orders" or "days"));
        Assert.Equal("priced", order[^1]);
        Assert.Equal([("days", 2), ("priced", 4), ("rates", 2), ("stg_orders", null)], told.Select(built => (built.Model.Name, (int?)built.Build.Rows)).Order());
    }

    [Fact]
    public async Task ModelOfAColumnThatWentWithAFullRefresh_FailsAndTheColumnIsNamed()
    {
        var first = await Shop.NightAsync(home);
        var candidate = await Shop.BuildAsync(home, first.Build([await first.SegmentAsync(home, Shop.Orders)]));
        await first.JudgeAsync(home, candidate);
        var release = first.Publish(candidate);
        await new ReleasePublisher(home.Store, home.Bundles, home.Warehouses, new ReleaseLake(home.Lakes)).PublishAsync(release, default);
        await home.Warehouse.Attempts.CloseAsync(first.RunId, 1, AttemptState.Completed, default);

        var second = await Shop.NightAsync(home, day: 2);
        var slice = await second.LandAsync(home, 1, "select 1::bigint as id, timestamp '2026-03-02' as placed_at");
        var spec = new SegmentSpec
        {
            RunId = second.RunId,
            Attempt = 1,
            Pipeline = TestNight.Pipeline,
            Source = TestNight.Source,
            Table = TestNight.Table,
            Uid = Uid.New(),
            Columns = [.. second.Columns.Where(column => column.Name != "amount")],
        };
        var segment = (await home.Warehouse.Segments.LoadAsync(spec, [new LandedObject(home.Store, slice.Object, slice.Bytes, slice.Sha256)], default)).Segment;

        // Without a full refresh the column stays, and is NULL.
        await Shop.BuildAsync(home, second.Build([segment], release.Release));
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => Shop.BuildAsync(home, second.Build([segment with { FullRefresh = true }], release.Release)));

        Assert.StartsWith("models/stg_orders.sql", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Since release {release.Release} the source tables have no more: shop.orders.amount; correct the model", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compiled_IsStoredForTheGate()
    {
        var night = await Shop.NightAsync(home);
        var candidate = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));

        Assert.Equal("candidates/shop/2026-03-01/1/compiled.json", candidate.Compiled);
        await using var compiled = File.OpenRead(home.PathOf(candidate.Compiled));
        Assert.Equal(["stg_orders", "days", "priced"], CompiledProject.Load(compiled).Models.Select(model => model.Name));
    }

    [Fact]
    public async Task SameCommandAgain_GivesTheSameSeal()
    {
        var night = await Shop.NightAsync(home);
        var command = night.Build([await night.SegmentAsync(home, Shop.Orders)]);
        Assert.Equal(await Shop.BuildAsync(home, command), await Shop.BuildAsync(home, command));
    }

    [Fact]
    public async Task OtherRows_GiveAnotherFingerprint()
    {
        var night = await Shop.NightAsync(home);
        var first = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));
        var second = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders + ", (4, '1', '2026-03-03 10:00')")]));
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public async Task WrongModel_IsNamedWithItsFile_AndARetryBuildsNothingTwice()
    {
        var files = Shop.With("models/priced.sql", "{{ config(materialized='table') }}\nselect days.*, rates.rate from {{ ref('days') }} as days, {{ ref('rates') }} as rates, later.rates as other");
        var night = await Shop.NightAsync(home, files);
        var command = night.Build([await night.SegmentAsync(home, Shop.Orders)], uid: Uid1);

        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => Shop.BuildAsync(home, command));

        Assert.StartsWith("models/priced.sql: Building model priced: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("later", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["days", "rates", "stg_orders"], await home.RowsAsync("select model from etl.models order by 1"));
        var built = await home.RowsAsync("select model, seconds from etl.models order by 1");

        await Assert.ThrowsAsync<TerminalEtlException>(() => Shop.BuildAsync(home, command));
        Assert.Equal(built, await home.RowsAsync("select model, seconds from etl.models order by 1"));
    }

    [Fact]
    public async Task CancelledBuild_IsFinishedByTheNext()
    {
        var night = await Shop.NightAsync(home);
        var command = night.Build([await night.SegmentAsync(home, Shop.Orders)], uid: Uid1);
        using var cancel = new CancellationTokenSource();
        var builder = new CandidateBuilder(home.Store, home.Bundles, home.Warehouses);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => builder.BuildAsync(command, built => built.Model.Name == "days" ? cancel.CancelAsync() : Task.CompletedTask, cancel.Token));

        var existing = new Dictionary<string, bool>();
        await builder.BuildAsync(command, built =>
        {
            lock (existing)
                existing.Add(built.Model.Name, built.Build.Existing);
            return Task.CompletedTask;
        }, CancellationToken.None);

        Assert.True(existing["stg_orders"] && existing["days"]);
        Assert.False(existing["priced"]);
    }

    [Fact]
    public async Task Selection_CarriesTheRestOverFromTheParent()
    {
        var first = await Shop.NightAsync(home);
        var parent = await Shop.BuildAsync(home, first.Build([await first.SegmentAsync(home, Shop.Orders)], uid: Uid1));
        await first.JudgeAsync(home, parent);
        var release = first.Publish(parent);
        await new ReleasePublisher(home.Store, home.Bundles, home.Warehouses, new ReleaseLake(home.Lakes)).PublishAsync(release, CancellationToken.None);

        var second = await Shop.NightAsync(home, day: 2);
        var segment = await second.SegmentAsync(home, "(9, '100.00', '2026-03-05 10:00')");
        await Shop.BuildAsync(home, second.Build([segment], parent: release.Release, select: "priced", uid: Uid2));

        Assert.Equal(["2"], await home.RowsAsync($"select count(*) from \"shop__{Uid2}\".main__days"));
        Assert.Equal(["18.00"], await home.RowsAsync($"select sum(revenue) from \"shop__{Uid2}\".main__days"));
        Assert.Equal([$"days|{Uid1}", $"priced|{Uid2}", $"rates|{Uid1}", $"stg_orders|{Uid1}"],
            await home.RowsAsync($"select model, uid from etl.models where candidate = '{Uid2}' order by 1"));
    }

    [Theory]
    [InlineData(1, "2026-03-05")]
    [InlineData(9, "2026-03-09")]
    public async Task OlderDate_IsBuiltAtTheHeadsDate(int day, string asOf)
    {
        var files = Shop.With("models/dated.sql", "select '{{ var(\"run_date\") }}' as as_of");
        var first = await Shop.NightAsync(home, files, day: 5);
        var parent = await Shop.BuildAsync(home, first.Build([await first.SegmentAsync(home, Shop.Orders)], uid: Uid1));
        await first.JudgeAsync(home, parent);
        var release = first.Publish(parent);
        await new ReleasePublisher(home.Store, home.Bundles, home.Warehouses, new ReleaseLake(home.Lakes)).PublishAsync(release, CancellationToken.None);

        var second = await Shop.NightAsync(home, files, day);
        var candidate = await Shop.BuildAsync(home, second.Build([await second.SegmentAsync(home, Shop.Orders)], parent: release.Release, uid: Uid2));

        Assert.Equal([asOf], await home.RowsAsync($"select as_of from \"shop__{Uid2}\".main__dated"));
        await using var compiled = File.OpenRead(home.PathOf(candidate.Compiled));
        Assert.Equal(asOf, CompiledProject.Load(compiled).RunDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task SelectionWithoutAParent_IsRefusedByName()
    {
        var night = await Shop.NightAsync(home);
        var command = night.Build([await night.SegmentAsync(home, Shop.Orders)], select: "days");
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => Shop.BuildAsync(home, command));
        Assert.Contains("Select it, too", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProjectThatCannotBeRead_IsToldWithItsPlaces()
    {
        var night = await Shop.NightAsync(home, Shop.With("models/days.sql", "select * from {{ ref('nowhere') }}"));
        var command = night.Build([await night.SegmentAsync(home, Shop.Orders)]);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => Shop.BuildAsync(home, command));
        Assert.Contains("models/days.sql:1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discard_RemovesCandidateAndCompiled_AlsoWhenCalledTwice()
    {
        var night = await Shop.NightAsync(home);
        await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));
        await home.Warehouse.Segments.DiscardAsync(night.RunId, night.Attempt, CancellationToken.None);
        var effects = new TransformerEffects(home.Store, home.Warehouses);

        await effects.DiscardAsync(night.Discard(), CancellationToken.None);
        await effects.DiscardAsync(night.Discard(), CancellationToken.None);

        Assert.Empty(await home.ObjectsAsync());
        Assert.Empty(await home.KeysAsync("candidates/"));
        Assert.Equal(["0|0"], await home.RowsAsync("select (select count(*) from etl.candidates), (select count(*) from etl.models)"));
    }
}
