using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public class DumpStatementsTests
{
    private const string Create = "CREATE TABLE `t` (`a` int, `b` varchar(9));\n";

    [Theory]
    [InlineData("INSERT INTO `t` VALUES (1,'x'),(2,'y');INSERT INTO t VALUES(3,'z');", "1,x|2,y|3,z")]
    [InlineData("INSERT INTO `t` (`b`, `a`) VALUES ('x',1),\n('y',2);", "1,x|2,y")]
    [InlineData("INSERT  IGNORE INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("INSERT DELAYED IGNORE INTO t VALUE (1,'x');", "1,x")]
    [InlineData("REPLACE INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("insert into `q`.`t` values (1,'x');", "1,x")]
    [InlineData("LOCK TABLES `t` WRITE;\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\nINSERT INTO `t` VALUES (1,'x');\n/*!40000 ALTER TABLE `t` ENABLE KEYS */;\nUNLOCK TABLES;", "1,x")]
    [InlineData("INSERT INTO `t` VALUES (1,/*!50705 'x',*/ /*!50705 */);INSERT INTO `t` VALUES (/*!50705 1,*/'y');", "1,y")]
    [InlineData("/*!40000 INSERT INTO `t` VALUES (1,'x') */;", "1,x")]
    [InlineData("/*M!100203 INSERT INTO `t` VALUES (1,'x') */;", "1,x")]
    [InlineData("/*M!999999\\- enable the sandbox mode */ INSERT INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("/* INSERT INTO `t` VALUES (1,'x'); */\n-- INSERT INTO `t` VALUES (2,'x');\n# INSERT INTO `t` VALUES (3,'x');\nINSERT INTO `t` VALUES (4,'y');", "4,y")]
    [InlineData("DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`h`*/ /*!50003 TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN INSERT INTO t VALUES (9,'no'); END */;;\nDELIMITER ;\nINSERT INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT ';'; INSERT INTO t VALUES (9,'no'); END//\nDELIMITER ;\nINSERT INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 'a;b';\nINSERT INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("/*!50001 CREATE VIEW `v` AS SELECT 1 AS `a`*/;\n/*!50001 DROP VIEW IF EXISTS `v`*/;\nINSERT INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("INSERT INTO `t` VALUES (1,'no');DROP TABLE IF EXISTS `u`, `t`;CREATE TABLE `t` (`a` int, `b` text);INSERT INTO `t` VALUES (2,'x');", "2,x")]
    [InlineData("INSERT INTO `t` VALUES (1,'no');TRUNCATE TABLE `t`;INSERT INTO `t` VALUES (2,'x');", "2,x")]
    [InlineData("CREATE TABLE IF NOT EXISTS `t` (`z` int);INSERT INTO `t` VALUES (2,'x');", "2,x")]
    [InlineData("INSERT INTO `t` VALUES (1,'x');\nALTER TABLE `t` ADD PRIMARY KEY (`a`), MODIFY `a` int AUTO_INCREMENT;", "1,x")]
    [InlineData("INSERT INTO `tt` VALUES (1,'no');INSERT INTO `t` VALUES (1,'x');", "1,x")]
    [InlineData("", "")]
    public async Task Statements_AreFollowed(string statements, string expected)
    {
        foreach (var name in (string[])["d.sql", "d.sql.gz"])
        {
            using var night = new DumpNight().With(name, Create + statements);
            var landing = await night.ExtractAsync();
            Assert.Equal(expected, string.Join('|', landing.Rows.Where(row => row.Length == 2).Select(row => $"{row[0]},{row[1]}")));
            Assert.Equal(landing.Read, landing.Rows.Count + landing.Quarantined.Count);
        }
    }

    [Theory]
    [InlineData("INSERT INTO `t` SELECT * FROM u;", "it is an INSERT … SELECT")]
    [InlineData("INSERT INTO `t` SET a = 1;", "it is an INSERT … SET")]
    [InlineData("INSERT INTO `t` VALUES (1,'x') ON DUPLICATE KEY UPDATE a = VALUES(a);", "has more than rows of values")]
    [InlineData("UPDATE `t` SET a = 1;", "UPDATE changes it")]
    [InlineData("DELETE FROM `t` WHERE a = 1;", "DELETE changes it")]
    [InlineData("ALTER TABLE `t` DROP COLUMN `b`;", "ALTER changes it")]
    [InlineData("ALTER TABLE `t` ADD COLUMN `c` int;", "ALTER changes it")]
    [InlineData("LOAD DATA INFILE 'x' INTO TABLE `t`;", "LOAD changes it")]
    [InlineData("RENAME TABLE `t` TO `u`;", "RENAME changes it")]
    public async Task WhatOnlyAServerCanDo_StopsTheTableAndNoOther(string statement, string reason)
    {
        using var night = new DumpNight { Tables = ["t", "other"] }.With("d.sql", $"{Create}{statement}\nCREATE TABLE other (a int);INSERT INTO other VALUES (7);");
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync());
        Assert.Contains(reason, stopped.Message, StringComparison.Ordinal);
        Assert.Contains("line 2 of d.sql", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(7, (await night.ExtractAsync(DumpNight.Table("other"))).Rows.Single()[0]);
    }

    [Fact]
    public async Task BadRows_AreQuarantinedWithLineAndReason()
    {
        using var night = new DumpNight().With("d.sql", $"{Create}INSERT INTO `t` VALUES\n(1,'x'),\n(2),\n(3,'y','z'),\n(NOW(),'a,(b'),\n('n/a','b'),\n(4,0xFF),(5,'two\nlines'),(6,DEFAULT),\n(7,'z');\n");
        var landing = await night.ExtractAsync();
        Assert.Equal([1, 5, 7], landing.Rows.Select(row => row[0]));
        Assert.Equal(
            [
                "4: 1 values, 2 expected", "5: 3 values, 2 expected", "6: column a: an expression, which only a server can compute", "7: column a: `n/a` is not a INTEGER",
                "8: column b: bytes that are no UTF-8", "9: column b: an expression, which only a server can compute",
            ],
            landing.Quarantined.Select(row => $"{row[0]}: {row[1]}"));
        Assert.Equal("(3,'y','z')", landing.Quarantined[1][2]);
        Assert.Equal(9, landing.Read);
    }

    [Fact]
    public async Task ColumnsLeftOut_AreQuarantinedNotInvented()
    {
        using var night = new DumpNight().With("d.sql", $"{Create}INSERT INTO `t` (`a`) VALUES (1);INSERT INTO `t` VALUES (2,'x');");
        var landing = await night.ExtractAsync();
        Assert.Equal("no value for column b", landing.Reasons.Single());
        Assert.Equal(2, landing.Rows.Single()[0]);
    }

    [Fact]
    public async Task GeneratedColumns_AreReadWhereTheDumpHasThem()
    {
        const string table = "CREATE TABLE `t` (`a` int, `g` int GENERATED ALWAYS AS (`a` + 1) STORED, `h` int AS (concat(`a`, ',(')) VIRTUAL, `i` int INVISIBLE);\n";
        using var all = new DumpNight().With("d.sql", table + "INSERT INTO `t` (`a`,`g`,`h`,`i`) VALUES (1,2,3,4);");
        Assert.Equal([1, 2, 3], (await all.ExtractAsync()).Rows.Single());
        using var some = new DumpNight().With("d.sql", table + "INSERT INTO `t` (`a`) VALUES (1);");
        Assert.Equal([1], (await some.ExtractAsync()).Rows.Single());
    }

    [Fact]
    public async Task Types_AreTheSourcesOwn()
    {
        using var night = new DumpNight().With("d.sql", """
            CREATE TABLE `t` (
              `a` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'a, b) (c', `b` bigint(20) unsigned, `c` smallint(6), `d` mediumint(8) unsigned zerofill, `e` tinyint(1),
              `f` decimal(10,2) unsigned DEFAULT '0.00', `g` decimal(65,30), `h` numeric, `i` float(7,3), `j` double precision, `k` real, `l` bit(1), `m` bit(12), `n` year(4),
              `o` date, `p` datetime(6), `q` timestamp(3) NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3), `r` time(2), `s` char(9) CHARACTER SET latin1 COLLATE latin1_bin,
              `t` varchar(9) BINARY, `u` tinytext, `v` longtext CHARACTER SET utf8mb4 CHECK (json_valid(`v`)), `w` enum('a,b','c)'), `x` set('a','b'), `y` json, `z` varbinary(9),
              aa binary(3), ab longblob, ac geometry NOT NULL, ad point, ae uuid, af inet6, ag char(3) CHARACTER SET binary, ah national varchar(3), ai boolean,
              `key` int, PRIMARY KEY (`a`), UNIQUE KEY `u` (`b`,`c`), KEY `k` (`s`(3)), CONSTRAINT `f` FOREIGN KEY (`b`) REFERENCES `o` (`id`) ON DELETE SET NULL, FULLTEXT KEY `z` (`u`), CHECK (`a` > 0)
            ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='x;y)';
            """);
        var plan = await night.PlanAsync(DumpNight.Table());
        Assert.Equal(
            "a uinteger, b ubigint, c smallint, d uinteger, e tinyint, f decimal(10,2), g varchar, h decimal(10,0), i float, j double, k double, l boolean, m ubigint, n smallint, o date, p timestamp, q timestamptz, r interval, "
            + "s varchar, t varchar, u varchar, v varchar, w varchar, x varchar, y json, z blob, aa blob, ab blob, ac blob, ad blob, ae uuid, af varchar, ag blob, ah varchar, ai tinyint, key integer",
            string.Join(", ", plan.Columns.Select(column => $"{column.Name} {column.Type}")));
    }

    [Fact]
    public async Task UnknownType_IsRefusedByName()
    {
        using var night = new DumpNight().With("d.sql", "CREATE TABLE t (a int, b wonder(3));");
        Assert.Contains("b is of the type wonder", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE t LIKE u;")]
    [InlineData("CREATE TABLE t AS SELECT 1;")]
    public async Task TableWithoutColumns_IsRefused(string create)
    {
        using var night = new DumpNight().With("d.sql", create);
        Assert.Contains("its CREATE TABLE names none", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(DumpNight.Table()))).Message, StringComparison.Ordinal);
    }
}
