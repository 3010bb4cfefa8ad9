using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;
using EtlMesh.Testing;
using EtlMesh.Warehouse;

namespace EtlMesh.Loader.Tests;

/// <summary>What landing or a segment has other than the source's stream had stops the load, by table, column and both values. The differences are really made.</summary>
public abstract class DifferencesConformance : IAsyncLifetime
{
    private const string Good = "select i as id, (i * 1.25)::decimal(12,2) as amount, 'n' || i as name, timestamp '2026-03-01' + interval (i) minute as seen, i / 3.0::double as rate, i % 2 = 0 as even from range(1, 6) t(i)";

    private static readonly IReadOnlyList<ColumnSpec> Columns =
    [
        new() { Name = "id", Type = "bigint" }, new() { Name = "amount", Type = "decimal(12,2)" }, new() { Name = "name", Type = "varchar" },
        new() { Name = "seen", Type = "timestamp" }, new() { Name = "rate", Type = "double" }, new() { Name = "even", Type = "boolean" },
    ];

    private TestHome home = null!;
    private TestNight night = null!;
    private TableLoader loader = null!;

    /// <summary>What is done to landing, and what is said then.</summary>
    public static TheoryData<string, string> LandedOtherwise => new()
    {
        { $"select * from ({Good}) where id < 5", "it has 4 rows, expected were 5" },
        { $"{Good} union all {Good} limit 6", "it has 6 rows, expected were 5" },
        { $"select * replace (case when id = 2 then null else amount end as amount) from ({Good})", "column amount has 1 NULLs, expected were 0" },
        { $"select * replace (case when id = 2 then null else name end as name) from ({Good})", "column name has 1 NULLs, expected were 0" },
        { $"select * replace (case when id = 2 then amount + 0.01 else amount end as amount) from ({Good})", "column amount has 0 NULLs, sum 18.76, expected was 0 NULLs, sum 18.75" },
        { $"select * replace (case when id = 2 then 7 else id end as id) from ({Good})", "column id has 0 NULLs, sum 20, expected was 0 NULLs, sum 15" },
        { $"select * replace (case when id = 5 then 'n5 ' else name end as name) from ({Good})", "column name has 0 NULLs, sum 11, expected was 0 NULLs, sum 10" },
        { $"select * replace (case when id = 1 then seen - interval 1 microsecond else seen end as seen) from ({Good})", "column seen has 0 NULLs, least 2026-03-01 00:00:59.999999" },
        { $"select * replace (case when id = 5 then rate + 1e-9 else rate end as rate) from ({Good})", "column rate has 0 NULLs, least 0.3333333333333333, greatest 1.666666667666666" },
        { $"select * replace (true as even) from ({Good})", "column even has 0 NULLs, least true, greatest true, expected was 0 NULLs, least false, greatest true" },
    };

    /// <summary>What is done to a segment, and what is said then.</summary>
    public static TheoryData<string, string> LoadedOtherwise => new()
    {
        { "delete from {0} where id = 5", "it has 4 rows, expected were 5" },
        { "insert into {0} select * from {0} where id = 5", "it has 6 rows, expected were 5" },
        { "update {0} set amount = null where id = 2", "column amount has 1 NULLs, sum 16.25, expected was 0 NULLs, sum 18.75" },
        { "update {0} set amount = amount + 0.01 where id = 2", "column amount has 0 NULLs, sum 18.76, expected was 0 NULLs, sum 18.75" },
        { "update {0} set name = 'n5 ' where id = 5", "column name has 0 NULLs, sum 11, expected was 0 NULLs, sum 10" },
        { "update {0} set seen = seen - interval '1 microsecond' where id = 1", "column seen has 0 NULLs, least 2026-03-01 00:00:59.999999, greatest 2026-03-01 00:05:00, expected was 0 NULLs, least 2026-03-01 00:01:00, greatest 2026-03-01 00:05:00" },
        { "update {0} set rate = 2 where id = 5", "column rate has 0 NULLs, least 0.3333333333333333, greatest 2.0, expected was 0 NULLs, least 0.3333333333333333, greatest 1.6666666666666667" },
        { "update {0} set even = true", "column even has 0 NULLs, least true, greatest true, expected was 0 NULLs, least false, greatest true" },
    };

    public async Task InitializeAsync()
    {
        home = await OpenAsync();
        night = new TestNight { BundleHash = await home.PushAsync(new Dictionary<string, string> { ["pipeline.yml"] = TestNight.PipelineYml }), Columns = Columns };
        await night.OpenAsync(home);
        loader = new TableLoader(home.Store, home.Warehouses, home.Bundles, new QuarantineLimit(home.Store, home.Bundles));
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Theory, MemberData(nameof(LandedOtherwise))]
    public async Task LandingOtherThanTheStream_ThoughItsChecksumIsRight_IsNamed(string select, string difference)
    {
        var good = await night.LandAsync(home, 1, Good);
        var altered = await home.WriteParquetAsync(good.Object, select);
        var slice = good with { Sha256 = altered.Sha256, Bytes = altered.Bytes };

        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => loader.LoadAsync(night.Load([slice]), default));

        Assert.Contains($"landing's {good.Object}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"differs from what the source's stream held: {difference}", failure.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LoadedOtherwise))]
    public async Task SegmentOtherThanTheStream_IsNamed(string change, string difference)
    {
        var command = night.Load([await night.LandAsync(home, 1, $"select * from ({Good}) where id < 3"), await night.LandAsync(home, 2, $"select * from ({Good}) where id >= 3")]);
        await loader.LoadAsync(command, default);
        await ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, change, $"raw__shop.\"shop__orders__{command.SegmentUid}\""));

        // The same command again finds the segment, and holds it against the stream as the first did.
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => loader.LoadAsync(command, default));

        Assert.Contains($"Loading shop.orders: the segment {command.SegmentUid} differs from what was extracted: {difference}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameRows_Pass()
    {
        var (segment, _) = await loader.LoadAsync(night.Load([await night.LandAsync(home, 1, Good)]), default);
        Assert.Equal(5, segment.Rows);
    }

    [Fact]
    public async Task LandingWithoutAFooter_ThoughItsChecksumIsRight_IsNamed()
    {
        var good = await night.LandAsync(home, 1, Good);
        var bytes = (await File.ReadAllBytesAsync(home.PathOf(good.Object)))[..^20];
        await File.WriteAllBytesAsync(home.PathOf(good.Object), bytes);
        var slice = good with { Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Bytes = bytes.Length };
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => loader.LoadAsync(night.Load([slice]), default));
        Assert.Contains($"landing's {good.Object}: it differs from what the source's stream held: it is no whole Parquet file", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A home with a warehouse of the engine.</summary>
    protected abstract Task<TestHome> OpenAsync();

    /// <summary>What somebody else does in the warehouse.</summary>
    protected abstract Task ExecuteAsync(string sql);
}
