using System.Globalization;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Tests.Files;

/// <summary>Slices that are large enough for several threads.</summary>
public class SliceLandingTests
{
    private const int Records = 400_000;
    private const string Columns = "id: bigint; day: date; amount: decimal(12,2); note: varchar";

    [Fact]
    public async Task LargeFile_IsReadByThreadsWithoutLosingARecordOrALine()
    {
        using var night = new FilesNight().With("t.csv", Content(out var badLines));
        var table = FilesNight.Table("t.csv", Columns) with { Watermark = "day", Key = ["id"] };
        var landing = await night.ExtractAsync(table, new TableWindow { Lo = "2026-01-02" });

        var slice = landing.Slices.Single();
        var skipped = Enumerable.Range(0, Records).Count(i => !IsBad(i) && Day(i) == 1);
        Assert.Equal((Records, Records - badLines.Count - skipped, badLines.Count, skipped), (slice.RowsRead, slice.Rows, slice.RowsQuarantined, slice.RowsSkipped));
        Assert.Equal(badLines, landing.BadLines);
        var loaded = Enumerable.Range(0, Records).Where(i => !IsBad(i) && Day(i) != 1).ToList();
        Assert.Equal(loaded.Select(i => (long)i), landing.Rows.Select(row => (long)row[0]!).Order());
        Assert.Equal(loaded.Sum(i => (long)i).ToString(CultureInfo.InvariantCulture), slice.Sums[0].Sum);
        Assert.Equal(loaded.Sum(i => i / 100m).ToString("0.00", CultureInfo.InvariantCulture), slice.Sums[2].Sum);
        Assert.Equal(("2026-01-02", "2026-01-09", "2026-01-09"), (slice.Sums[1].Min, slice.Sums[1].Max, slice.Hi));
        Assert.Equal(loaded.Count(i => i % 5 == 0), slice.Sums[3].Nulls);
    }

    [Fact]
    public async Task CancellationWhileReading_StopsBetweenRecords()
    {
        using var night = new FilesNight().With("t.csv", "a\n1\n");
        using var stop = new CancellationTokenSource();
        var table = FilesNight.Table("t.csv", "a: varchar");
        var columns = TargetColumn.Of(table.Columns!);
        using var engine = new SliceEngine(night.Scratch, "128MB");
        var window = new RowWindow(table, null, columns, engine.Connection, default);
        using var quarantine = new QuarantinedRecords(night.Scratch);
        var request = new SliceRequest(null!, table, null!);
        var plan = new RecordPlan(["t.csv"], [new RecordPart(0, new EndlessRecords(stop), () => 0)], [], Threads: 2);
        using var content = new RecordContent("t.csv", plan, new SliceSetting(request, columns, window, quarantine, night.Scratch, stop.Token));
        var reading = new SliceReading(engine.Connection, content, window, stop.Token);
        await using (var target = await night.Store.CreateAsync("landing/slice.parquet", default))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WriteAsync(columns, target));
        Assert.Empty(await night.KeysAsync());
    }

    private static bool IsBad(int i) => i % 9_973 == 5;

    private static int Day(int i) => 1 + (i % 9);

    /// <summary>Records with quotes and line ends in their texts, so that neither lines nor blocks are records.</summary>
    private static string Content(out List<long> badLines)
    {
        badLines = [];
        var text = new StringBuilder("id,day,amount,note\n");
        long line = 2;
        for (var i = 0; i < Records; i++)
        {
            if (IsBad(i))
                badLines.Add(line);
            var note = i % 5 == 0 ? "" : i % 7 == 0 ? "\"two\nlines, \"\"quoted\"\"\"" : "plain";
            line += i % 5 != 0 && i % 7 == 0 ? 2 : 1;
            text.Append(CultureInfo.InvariantCulture, $"{(IsBad(i) ? "x" : i)},2026-01-{(IsBad(i) ? 2 : Day(i)):00},{i / 100}.{i % 100:00},{note}\n");
        }

        return text.ToString();
    }

    /// <summary>Records without end; the token is cancelled when some were read.</summary>
    private sealed class EndlessRecords(CancellationTokenSource stop) : IRecordSource
    {
        public long Line { get; private set; }

        public string? Reason => null;

        public ReadOnlySpan<byte> Raw => "x"u8;

        public bool Read()
        {
            if (++Line == 300_000)
                stop.Cancel();
            return true;
        }

        public bool TryGetText(int column, out ReadOnlySpan<byte> utf8)
        {
            utf8 = Raw;
            return true;
        }

        public void Dispose()
        {
        }
    }
}
