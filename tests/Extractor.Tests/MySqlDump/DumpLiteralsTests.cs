using System.Text;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public class DumpLiteralsTests
{
    private const string Head = "CREATE TABLE `t` (`id` int NOT NULL, `s` varchar(99), `b` blob, `n` bit(9), KEY `k` (`s`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n";

    [Theory]
    [InlineData("'NULL'", "NULL")]
    [InlineData("''", "")]
    [InlineData(@"'\0\n\r\t\Z\b\\\'\""'", "\0\n\r\t\u001a\b\\'\"")]
    [InlineData(@"'\%\_\x'", @"\%\_x")]
    [InlineData("'it''s \"so\"'", "it's \"so\"")]
    [InlineData("\"it's \"\"so\"\"\"", "it's \"so\"")]
    [InlineData("'a;b -- c /* d */ # e (f),'", "a;b -- c /* d */ # e (f),")]
    [InlineData("_utf8mb4 'é 🙂'", "é 🙂")]
    [InlineData("_utf8mb4'é'", "é")]
    [InlineData("n'é'", "é")]
    [InlineData("0xC3A9", "é")]
    [InlineData("x'c3a9'", "é")]
    [InlineData("/*!40000 'code'*/", "code")]
    [InlineData("/* 'no' */ 'yes'", "yes")]
    [InlineData("-- 'no'\n 'yes'", "yes")]
    [InlineData("# 'no'\n 'yes'", "yes")]
    [InlineData("-5", "-5")]
    public async Task Text_IsWhatTheServerReads(string literal, string expected)
    {
        using var night = new DumpNight().With("d.sql", $"{Head}INSERT INTO `t` VALUES (1,{literal},NULL,NULL);\n");
        Assert.Equal(expected, (await night.ExtractAsync()).Rows.Single()[1]);
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("null")]
    public async Task NullWithoutQuotes_IsNull(string literal)
    {
        using var night = new DumpNight().With("d.sql", $"{Head}INSERT INTO `t` VALUES (1,{literal},{literal},{literal});\n");
        Assert.Equal([1, null, null, null], (await night.ExtractAsync()).Rows.Single());
    }

    [Theory]
    [InlineData("0x00FF270A", "00FF270A")]
    [InlineData("X'00FF270A'", "00FF270A")]
    [InlineData("0xF0A", "0F0A")]
    [InlineData("b'101'", "05")]
    [InlineData("''", "")]
    public async Task Blob_IsItsBytes(string literal, string hex)
    {
        using var night = new DumpNight().With("d.sql", $"{Head}INSERT INTO `t` VALUES (1,'a',{literal},NULL);\n");
        Assert.Equal(hex, Convert.ToHexString((byte[])(await night.ExtractAsync()).Rows.Single()[2]!));
    }

    [Theory]
    [InlineData("_binary ")]
    [InlineData("")]
    public async Task BlobBetweenQuotes_IsItsBytesBesideText(string introducer)
    {
        byte[] bytes = [0xFF, 0x00, 0x27, 0x5C, 0x0A, 0xC3];
        byte[] row = [.. Encoding.UTF8.GetBytes($"{Head}INSERT INTO `t` VALUES (1,'é',{introducer}'"), 0xFF, .. "\\0\\'\\\\\n"u8, 0xC3, .. "',NULL);\n"u8];
        using var night = new DumpNight().With("d.sql", row);
        var landed = (await night.ExtractAsync()).Rows.Single();
        Assert.Equal(("é", Convert.ToHexString(bytes)), ((string)landed[1]!, Convert.ToHexString((byte[])landed[2]!)));
    }

    [Theory]
    [InlineData("b'100000001'", 257ul)]
    [InlineData("0b11", 3ul)]
    [InlineData("0x0101", 257ul)]
    [InlineData(@"'\0'", 0ul)]
    [InlineData("_binary '\u0001'", 1ul)]
    [InlineData("300", 300ul)]
    public async Task Bits_AreANumber(string literal, ulong expected)
    {
        using var night = new DumpNight().With("d.sql", $"{Head}INSERT INTO `t` VALUES (1,'a',NULL,{literal});\n");
        Assert.Equal(expected, (await night.ExtractAsync()).Rows.Single()[3]);
    }

    [Fact]
    public async Task NoBackslashEscapes_IsFollowedWhereItIsSet()
    {
        using var night = new DumpNight().With("d.sql", $"""
            {Head}INSERT INTO t VALUES (1,'a\\b',NULL,NULL);
            /*!50003 SET @saved_sql_mode = @@sql_mode */ ;
            SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES';
            INSERT INTO t VALUES (2,'a\\b\',NULL,NULL);
            SET sql_mode = @saved_sql_mode;
            INSERT INTO t VALUES (3,'a\\b\'',NULL,NULL);
            """);
        Assert.Equal([@"a\b", @"a\\b\", @"a\b'"], (await night.ExtractAsync()).Rows.Select(row => row[1]));
    }

    [Fact]
    public async Task Latin1_BecomesUtf8()
    {
        byte[] dump = [.. Encoding.UTF8.GetBytes($"/*!40101 SET NAMES latin1 */;\n{Head}INSERT INTO `t` VALUES (1,'"), 0xE9, 0x80, 0x81, .. "',_binary '"u8, 0xE9, .. "',NULL);\n"u8];
        using var night = new DumpNight().With("d.sql", dump);
        var row = (await night.ExtractAsync()).Rows.Single();
        Assert.Equal("é€\u0081", row[1]);
        Assert.Equal([0xE9], (byte[])row[2]!);
    }

    [Fact]
    public async Task Binary_IsReadByTheColumnsOwnCharacterSet()
    {
        byte[] dump = [.. "SET NAMES binary;\nCREATE TABLE t (a varchar(9) CHARACTER SET latin1, b varchar(9) CHARACTER SET utf8mb4);\nINSERT INTO t VALUES ('"u8, 0xE9, .. "','é');"u8];
        using var night = new DumpNight().With("d.sql", dump);
        Assert.Equal(["é", "é"], (await night.ExtractAsync()).Rows.Single());
    }

    [Fact]
    public async Task OtherCharacterSet_IsRefusedByName()
    {
        using var night = new DumpNight().With("d.sql", "SET NAMES sjis;\n" + Head);
        Assert.Contains("line 1 sets the character set `sjis`", (await Assert.ThrowsAsync<EtlMesh.Contracts.TerminalEtlException>(() => night.ExtractAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherTimeZone_IsRefused()
    {
        using var night = new DumpNight().With("d.sql", "SET TIME_ZONE='+02:00';\n" + Head);
        Assert.Contains("time zone `+02:00`", (await Assert.ThrowsAsync<EtlMesh.Contracts.TerminalEtlException>(() => night.ExtractAsync())).Message, StringComparison.Ordinal);
    }
}
