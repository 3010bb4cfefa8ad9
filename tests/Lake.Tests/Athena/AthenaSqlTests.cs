using EtlMesh.Pipelines;

namespace EtlMesh.Lake.Tests.Athena;

public sealed class AthenaSqlTests
{
    private static readonly IReadOnlyList<LakeColumn> Columns = [new("id", "BIGINT"), new("soldAt", "TIMESTAMP"), new("tags", "VARCHAR[]")];

    [Fact]
    public void Catalog_IsATableForTheReleaseAndAViewOnIt() => Assert.Equal(
        """
        -- Release r1 of sales-lake, run date 2026-03-01. Run the statements one by one, in this order.
        CREATE DATABASE IF NOT EXISTS `sales_lake`;

        CREATE EXTERNAL TABLE IF NOT EXISTS `sales_lake`.`sales__r1` (
          `id` bigint,
          `soldat` timestamp,
          `tags` array<string>
        )
        PARTITIONED BY (`year` int, `month` int)
        STORED AS PARQUET
        LOCATION 's3://b/lake/sales-lake/sales/_none/';

        ALTER TABLE `sales_lake`.`sales__r1` ADD IF NOT EXISTS
          PARTITION (year = 2026, month = 1) LOCATION 's3://b/lake/sales-lake/sales/year=2026/month=01/u1/'
          PARTITION (year = 2026, month = 2) LOCATION 's3://b/lake/sales-lake/sales/year=2026/month=02/u2/';

        CREATE OR REPLACE VIEW "sales_lake"."sales" AS SELECT * FROM "sales_lake"."sales__r1";

        CREATE EXTERNAL TABLE IF NOT EXISTS `sales_lake`.`shops__r1` (
          `id` bigint,
          `soldat` timestamp,
          `tags` array<string>
        )
        STORED AS PARQUET
        LOCATION 's3://b/lake/sales-lake/shops/u3/';

        CREATE OR REPLACE VIEW "sales_lake"."shops" AS SELECT * FROM "sales_lake"."shops__r1";


        """,
        AthenaSql.Of(
            new LakeCatalog
            {
                Pipeline = "sales-lake",
                Release = "r1",
                Candidate = "c1",
                RunId = Guid.Empty,
                Attempt = 1,
                RunDate = new DateOnly(2026, 3, 1),
                WrittenAt = default,
                Tables =
                [
                    Table("sales", "soldAt", [Partition(new DateOnly(2026, 1, 1), "sales/year=2026/month=01/u1/"), Partition(new DateOnly(2026, 2, 1), "sales/year=2026/month=02/u2/")]),
                    Table("shops", null, [Partition(null, "shops/u3/")]),
                ],
            },
            "s3://b/lake/sales-lake/"));

    private static LakeTable Table(string name, string? by, IReadOnlyList<LakePartition> partitions) => new()
    {
        Name = name,
        PartitionBy = by,
        Granularity = LakeGranularity.Month,
        Schema = 1,
        Schemas = [new LakeSchema(1, "r1", default, Columns)],
        Partitions = partitions,
    };

    private static LakePartition Partition(DateOnly? date, string location) =>
        new() { Date = date, Location = location, Schema = 1, Rows = 1, Bytes = 1, Digest = "", Files = [] };
}
