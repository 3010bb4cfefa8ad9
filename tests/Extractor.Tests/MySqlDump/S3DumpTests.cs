using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.MySqlDump;
using EtlMesh.Extractor.Objects;
using EtlMesh.Extractor.Tests.Objects;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public sealed class S3DumpTests(Cloud cloud) : IClassFixture<Cloud>
{
    private const string Schema = "CREATE TABLE `t` (`a` int, `b` varchar(9));\n";
    private const string Rows = "INSERT INTO `t` VALUES (1,'x'),(2,'y');\nINSERT INTO `t` VALUES (3,NULL);\n";

    [Theory]
    [InlineData("nightly/shop.sql", "nightly/shop.sql", "")]
    [InlineData("nightly/shop.sql.gz", "nightly/shop.sql.gz", "")]
    [InlineData("nightly/shop-*.sql*", "nightly/shop-b.sql", "nightly/shop-a.sql.gz")]
    [InlineData("nightly/", "nightly/schema.sql", "nightly/data.sql.gz")]
    public async Task Objects_AreADump(string key, string schema, string rows)
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, schema, Content(schema, rows.Length == 0 ? Schema + Rows : Schema));
        if (rows.Length > 0)
            await cloud.PutAsync(bucket, rows, Content(rows, Rows));
        await cloud.PutAsync(bucket, "nightly/readme.txt", "no dump");
        await cloud.PutAsync(bucket, "nightly/older/shop.sql", Schema + Rows);
        using var night = Night(bucket, key);
        Assert.True((await night.Connector.ProbeAsync(night.Request(), default)).Ready);
        var table = DumpNight.Table() with { Slices = 2 };
        var plan = await night.PlanAsync(table);
        using var another = new MySqlDumpConnector(new ExtractorOptions { ScratchFolder = night.Scratch, Objects = night.Objects }, TimeProvider.System);
        foreach (var connector in (MySqlDumpConnector[])[night.Connector, another])
            Assert.Equal("1,x|2,y|3,NULL", (await night.ExtractAsync(table, plan, connector)).Text);
        Assert.False(Directory.Exists(night.Scratch) && Directory.EnumerateFileSystemEntries(night.Scratch).Any());
    }

    [Fact]
    public async Task ObjectThatChangesAfterThePlan_StopsTheAttempt()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "d.sql", Schema + Rows);
        using var night = Night(bucket, "d.sql");
        var plan = await night.PlanAsync(DumpNight.Table());
        await cloud.PutAsync(bucket, "d.sql", Schema + Rows + "INSERT INTO `t` VALUES (4,'z');");
        using var another = new MySqlDumpConnector(new ExtractorOptions { ScratchFolder = night.Scratch, Objects = night.Objects }, TimeProvider.System);
        Assert.Contains("changed since the source was looked at", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(plan: plan, by: another))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoObject_IsNotReady()
    {
        var bucket = await cloud.NewBucketAsync();
        using var night = Night(bucket, "nightly/");
        var probe = await night.Connector.ProbeAsync(night.Request(), default);
        Assert.Equal((false, $"s: no dump at s3://{bucket}/nightly/"), (probe.Ready, probe.Lines.Single()));
    }

    private DumpNight Night(string bucket, string key) => new()
    {
        Connection = $"mysqldump:s3://{bucket}/{key}",
        Objects = new ObjectsOptions { ServiceUrl = cloud.Url, AccessKey = "any", SecretKey = "any" },
    };

    private static byte[] Content(string name, string content)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(content);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(content));
        return zipped.ToArray();
    }
}
