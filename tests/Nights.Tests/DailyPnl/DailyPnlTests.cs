using EtlMesh.Cli;

namespace EtlMesh.Nights.Tests.DailyPnl;

/// <summary>The pipeline daily-pnl on its sample, night after night, against the ledger summed up by other means.</summary>
public sealed class DailyPnlTests : IDisposable
{
    private static readonly DateOnly First = new(2026, 10, 30);
    private static readonly DateOnly Second = new(2026, 10, 31);

    private readonly ProductPipeline pipeline = new("daily-pnl");

    public void Dispose() => pipeline.Dispose();

    [Fact]
    public async Task TwoNights_SecondIncremental_EqualTheLedger()
    {
        var ledger = new Ledger(Path.Combine(pipeline.Folder, "sample"));
        await RunAsync(First, ExitCodes.Done);
        await EqualsAsync(ledger, First);

        ChangeAfterTheFirst(ledger);
        await RunAsync(Second, ExitCodes.Done);
        await EqualsAsync(ledger, Second);

        var segments = await pipeline.LinesAsync("select (case when is_full then 'all ' else 'delta ' end) || rows from etl.segments where table_name = 'journal_lines' order by accepted_at");
        var firstEnd = Morning(First);
        var known = new Ledger(Path.Combine(pipeline.Folder, "sample")).Lines;
        Assert.Equal(2, segments.Count);
        Assert.StartsWith("all ", segments[0]);
        // What the head had read is not read again, but for the lag.
        Assert.Equal($"delta {known.Count(line => line.Updated >= known.Where(other => other.Updated < firstEnd).Max(other => other.Updated).AddMinutes(-10))}", segments[1]);
    }

    [Fact]
    public async Task EntryThatDoesNotBalance_BlocksAndReadersKeepTheLastNight()
    {
        var ledger = new Ledger(Path.Combine(pipeline.Folder, "sample"));
        await RunAsync(First, ExitCodes.Done);
        var before = await SeenByDayAsync();

        var wrong = ledger.Lines.Last(line => line is { Deleted: false, Debit: > 0 } && line.Updated < Morning(First));
        ledger.Change(line => line == wrong, line => line with { Debit = line.Debit + 0.01m, Updated = new DateTime(2026, 10, 31, 12, 0, 0) });
        ledger.Save();
        var (exit, told) = await pipeline.NightAsync(Second);

        Assert.Equal(ExitCodes.Blocked, exit);
        Assert.Contains("assert_entries_balance", told);
        Assert.Equal(before, await SeenByDayAsync());
    }

    [Fact]
    public async Task DayThatIsMissing_Blocks()
    {
        var ledger = new Ledger(Path.Combine(pipeline.Folder, "sample"));
        ledger.Lines.RemoveAll(line => line is { Unit: 2 } && line.Day == new DateOnly(2026, 10, 17));
        ledger.Save();
        var (exit, told) = await pipeline.NightAsync(Second);
        Assert.Equal(ExitCodes.Blocked, exit);
        Assert.Contains("assert_no_gaps_in_days", told);
    }

    /// <summary>Days that are published change: one entry is corrected, one is taken back, one comes late.</summary>
    private static void ChangeAfterTheFirst(Ledger ledger)
    {
        var now = new DateTime(2026, 10, 31, 11, 30, 0);
        var early = ledger.Lines.Where(line => line is { Deleted: false, Product: not null } && line.Day == new DateOnly(2026, 10, 12)).Select(line => line.Entry).Distinct().ToList();
        ledger.Change(line => line.Entry == early[0], line => line with { Debit = 2 * line.Debit, Credit = 2 * line.Credit, Updated = now });
        ledger.Change(line => line.Entry == early[1], line => line with { Deleted = true, Updated = now });
        var (line, entry) = (ledger.Lines.Max(line => line.Id), ledger.Lines.Max(line => line.Entry) + 1);
        ledger.Lines.Add(new LedgerLine(line + 1, entry, new DateOnly(2026, 10, 3), 4, 10, null, 123.45m, 0, false, now));
        ledger.Lines.Add(new LedgerLine(line + 2, entry, new DateOnly(2026, 10, 3), 4, 4, null, 0, 123.45m, false, now));
        ledger.Save();
    }

    private async Task RunAsync(DateOnly date, int expected)
    {
        var (exit, told) = await pipeline.NightAsync(date);
        Assert.True(exit == expected, told);
    }

    private async Task EqualsAsync(Ledger ledger, DateOnly date)
    {
        var expected = ledger.ByProduct(Morning(date));
        Assert.True(expected.Count > 500);
        Assert.Equal(expected, await pipeline.LinesAsync(
            """
            select concat_ws('|', day, unit, product, revenue, cost, expenses, gross_profit, operating_profit, coalesce(gross_margin::varchar, 'NULL')) as line
            from daily_pnl.fct_daily_pnl order by line
            """));
        Assert.Equal(ledger.ByDay(Morning(date)), await SeenByDayAsync());
    }

    private Task<IReadOnlyList<string>> SeenByDayAsync() => pipeline.LinesAsync(
        """
        select concat_ws('|', day, revenue, cost, expenses, gross_profit, operating_profit, gross_margin, operating_margin, operating_profit_of_month) as line
        from daily_pnl.pnl_by_day order by day
        """);

    private static DateTime Morning(DateOnly date) => date.AddDays(1).ToDateTime(TimeOnly.MinValue);
}
