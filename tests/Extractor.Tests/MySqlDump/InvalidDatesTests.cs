using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public class InvalidDatesTests
{
    private const string Dump = """
        CREATE TABLE `t` (`id` int, `d` date, `at` datetime(3), `ts` timestamp NULL, `s` varchar(20));
        INSERT INTO `t` VALUES (1,'2026-01-02','2026-01-02 03:04:05.678','2026-01-02 03:04:05','0000-00-00'),
        (2,'0000-00-00',NULL,NULL,''),
        (3,'2026-02-31',NULL,NULL,''),
        (4,NULL,'0000-00-00 00:00:00.000',NULL,''),
        (5,NULL,NULL,'0000-00-00 00:00:00',''),
        (6,'2026-00-00',NULL,NULL,''),
        (7,'tomorrow',NULL,NULL,'');
        """;

    [Fact]
    public async Task Quarantine_PutsTheRowsAside()
    {
        using var night = new DumpNight().With("d.sql", Dump);
        var landing = await night.ExtractAsync();
        Assert.Equal([1], landing.Rows.Select(row => row[0]));
        Assert.Equal("0000-00-00", landing.Rows[0][4]);
        Assert.Equal([3L, 4, 5, 6, 7, 8], landing.BadLines);
        Assert.Equal("column d: `0000-00-00` is not a DATE", landing.Reasons.First());
        Assert.Equal(7, landing.Read);
    }

    [Fact]
    public async Task Null_TakesThemAsNullAndNothingElse()
    {
        using var night = new DumpNight().With("d.sql", Dump);
        var landing = await night.ExtractAsync(DumpNight.Table() with { InvalidDates = InvalidDates.Null });
        Assert.Equal([1, 2, 3, 4, 5, 6], landing.Rows.Select(row => row[0]));
        Assert.All(landing.Rows.Skip(1), row => Assert.Equal([null, null, null], row[1..4]));
        Assert.Equal("column d: `tomorrow` is not a DATE", landing.Reasons.Single());
    }

    [Fact]
    public async Task Fail_StopsTheNightAndNamesTheLine()
    {
        using var night = new DumpNight().With("d.sql", Dump);
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(DumpNight.Table() with { InvalidDates = InvalidDates.Fail }));
        Assert.Contains("Reading d on line 3 of the dump: `0000-00-00` is no date", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeclaredText_KeepsThem()
    {
        using var night = new DumpNight().With("d.sql", Dump);
        var landing = await night.ExtractAsync(DumpNight.Table("t", "id: integer; d: varchar"));
        Assert.Equal(["2026-01-02", "0000-00-00", "2026-02-31", null, null, "2026-00-00", "tomorrow"], landing.Rows.Select(row => row[1]));
    }
}
