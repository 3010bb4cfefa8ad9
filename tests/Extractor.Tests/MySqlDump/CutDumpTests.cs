using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public class CutDumpTests
{
    private const string Whole = """
        -- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)
        /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
        DROP TABLE IF EXISTS `t`;
        CREATE TABLE `t` (
          `a` int(11) DEFAULT NULL,
          `b` varchar(20) DEFAULT 'x;y'
        ) ENGINE=InnoDB;
        INSERT INTO `t` VALUES (1,'one; (\'1\')'),(2,NULL),
        (3,/*!50705 'three' */);
        INSERT INTO `t` VALUES (4,'
        -- Dump completed');
        /*!40101 SET SQL_MODE=@OLD_SQL_MODE */;

        -- Dump completed on 2026-11-21 20:01:00

        """;

    private static readonly int Tail = Whole.IndexOf("-- Dump completed on", StringComparison.Ordinal) + "-- Dump completed".Length;

    [Fact]
    public async Task Whole_IsReadToItsEnd()
    {
        using var night = new DumpNight().With("d.sql", Whole);
        Assert.Equal([1, 2, 3, 4], (await night.ExtractAsync()).Rows.Select(row => row[0]));
    }

    [Fact]
    public async Task CutAnywhere_FailsAndSaysWhere()
    {
        // From the end of the line that tells that it is a dump.
        for (var length = Whole.IndexOf("DROP", StringComparison.Ordinal); length < Tail; length++)
        {
            using var night = new DumpNight().With("d.sql", Whole[..length]);
            var cut = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()));
            var lines = Whole[..length].Count(letter => letter == '\n') + 1;
            Assert.Contains($"Reading d.sql: the dump is cut: it ends on line {lines}, byte {length}, ", cut.Message, StringComparison.Ordinal);
            if (length > Whole.IndexOf("INSERT", StringComparison.Ordinal) + 30)
                Assert.Contains("the last table with rows in it is t", cut.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CutWithoutComments_FailsAsSettingsAreNotTakenBack()
    {
        var lines = Whole.Split('\n').Where(line => !line.StartsWith("-- MariaDB", StringComparison.Ordinal)).ToList();
        var end = lines.FindIndex(line => line.Contains("SQL_MODE=@OLD_SQL_MODE", StringComparison.Ordinal));
        using var night = new DumpNight().With("d.sql", string.Join('\n', lines.Take(end)) + "\n");
        Assert.Contains("before it takes back @OLD_SQL_MODE", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
        using var whole = new DumpNight().With("d.sql", string.Join('\n', lines.Take(end + 1)) + "\n");
        Assert.Equal(4, (await whole.ExtractAsync()).Rows.Count);
    }

    [Fact]
    public async Task SecondOfTwoDumpsInAFileCut_Fails()
    {
        using var night = new DumpNight().With("d.sql", Whole + Whole[..^60]);
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public async Task CutGzip_Fails(double share)
    {
        using var compressed = new MemoryStream();
        var random = new Random(5);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Whole.Replace("(2,NULL)", string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"({i},'{random.Next()}')")), StringComparison.Ordinal)));
        using var night = new DumpNight();
        await File.WriteAllBytesAsync(Path.Combine(night.Folder, "d.sql.gz"), compressed.ToArray()[..(int)(compressed.Length * share)]);
        var cut = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()));
        Assert.Contains("d.sql.gz", cut.Message, StringComparison.Ordinal);
        Assert.Contains("cut", cut.Message, StringComparison.Ordinal);
    }
}
