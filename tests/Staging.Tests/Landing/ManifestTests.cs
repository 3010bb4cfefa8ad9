using EtlMesh.Contracts;

namespace EtlMesh.Staging.Tests.Landing;

public sealed class ManifestTests : IDisposable
{
    private static readonly string Key = LandingLayout.Manifest(AttemptPlace.Nightly("daily-metrics", new DateOnly(2026, 1, 2), 1), "shop", "orders");

    private readonly TemporaryStore _temporary = new();

    [Fact]
    public async Task SavedManifest_HasItsShapeAndLoadsAgain()
    {
        var manifest = new Manifest
        {
            Pipeline = "daily-metrics",
            RunId = new Guid("00000000-0000-0000-0000-000000000001"),
            Attempt = 1,
            Source = "shop",
            Table = "orders",
            Window = new ManifestWindow("2026-01-01", "2026-01-02", "2026-01-03"),
            RowsRead = 7,
            RowsQuarantined = 1,
            RowsSkipped = 4,
            Columns = [new ManifestColumn("id", "BIGINT", true)],
            Slices = [new ManifestSlice(1, 1, "o", 2, 99, "ff")],
            Sums = new Dictionary<string, ManifestSum> { ["id"] = new(0, "3", null, null) },
        };
        var stored = await manifest.SaveAsync(_temporary.Store, Key, default);
        Assert.Equal(
            """{"pipeline":"daily-metrics","run_id":"00000000-0000-0000-0000-000000000001","attempt":1,"source":"shop","table":"orders","window":{"lo":"2026-01-01","hi":"2026-01-02","until":"2026-01-03"},"rows_read":7,"rows_quarantined":1,"rows_skipped":4,"columns":[{"name":"id","type":"BIGINT","nullable":true}],"slices":[{"k":1,"n":1,"object":"o","rows":2,"bytes":99,"sha256":"ff"}],"sums":{"id":{"nulls":0,"sum":"3"}}}""",
            await File.ReadAllTextAsync(_temporary.PathOf(Key)));
        var loaded = await Manifest.LoadAsync(_temporary.Store, Key, stored.Sha256, default);
        Assert.Equal(manifest.Sums, loaded.Sums);
        Assert.Equal(manifest.Slices, loaded.Slices);
    }

    [Fact]
    public async Task BrokenManifest_IsNamed()
    {
        await _temporary.PutAsync(Key, "{\"pipeline\":");
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => Manifest.LoadAsync(_temporary.Store, Key, null, default));
        Assert.Contains(Key, e.Message);
    }

    [Fact]
    public void Layout_PutsThingsWhereTheDesignSays()
    {
        var date = new DateOnly(2026, 1, 2);
        Assert.Equal("landing/p/2026-01-02/3/shop.orders/slice-00007-abc.parquet", LandingLayout.Slice(AttemptPlace.Nightly("p", date, 3), "shop", "orders", 7, "abc"));
        Assert.Equal("quarantine/p/2026-01-02/3/shop.orders/slice-00007-abc.parquet", LandingLayout.Quarantine(AttemptPlace.Nightly("p", date, 3), "shop", "orders", 7, "abc"));
        Assert.Equal("candidates/p/2026-01-02/3/compiled.json", LandingLayout.Compiled(AttemptPlace.Nightly("p", date, 3)));
        Assert.Equal("reports/p/2026-01-02/3/report.html", LandingLayout.Report(AttemptPlace.Nightly("p", date, 3), "report.html"));
        Assert.Equal("bundles/p/ff/bundle.zip", LandingLayout.Bundle("p", "ff"));
    }

    public void Dispose() => _temporary.Dispose();
}
