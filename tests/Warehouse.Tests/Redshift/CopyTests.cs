using EtlMesh.Contracts;
using EtlMesh.Warehouse.Redshift;

namespace EtlMesh.Warehouse.Tests.Redshift;

public sealed class CopyTests
{
    [Theory]
    [InlineData("default", "default")]
    [InlineData("arn:aws:iam::123456789012:role/etl", "'arn:aws:iam::123456789012:role/etl'")]
    public void Statement_IsExactlyThis(string role, string written) =>
        Assert.Equal($"copy \"raw__p\".\"s__t__u\" from 's3://bucket/a/b.manifest' iam_role {written} format as parquet manifest", new CopyStatement("\"raw__p\".\"s__t__u\"", "s3://bucket/a/b.manifest", role).Sql);

    [Fact]
    public void Manifest_HasTheSizeOfEveryObject() =>
        Assert.Equal(
            """
            {
              "entries": [
                {
                  "url": "s3://bucket/a+ä.parquet",
                  "mandatory": true,
                  "meta": {
                    "content_length": 17
                  }
                },
                {
                  "url": "s3://bucket/b.parquet",
                  "mandatory": true,
                  "meta": {
                    "content_length": 5000000000
                  }
                }
              ]
            }
            """,
            CopyManifest.Text([("s3://bucket/a+ä.parquet", 17), ("s3://bucket/b.parquet", 5000000000)]));

    [Fact]
    public void Landed_TypesThatCopyTakes_AreNotWrittenAnew() =>
        Assert.Null(Segments.Landed(TestWarehouse.Columns("id bigint, amount decimal(12,2), at timestamp, note varchar, ok boolean, raw blob")));

    [Fact]
    public void Landed_OtherTypes_AreCastInOrder() =>
        Assert.Equal(
            """select "id" as "id", cast(cast("key" as uuid) as varchar) as "key", make_timestamp(epoch_us(cast("at" as timestamptz))) as "at", cast(to_json(cast("tags" as varchar[])) as varchar) as "tags" from landed""",
            Segments.Landed(TestWarehouse.Columns("id bigint, key uuid, at timestamptz, tags varchar[]"))!("landed"));

    [Fact]
    public void Errors_AreAskedForByTheServersProcess() =>
        Assert.Equal(
            """
            select trim(file_name), line_number, trim(column_name), trim(column_type), trim(error_message)
            from sys_load_error_detail where session_id = $1 order by start_time desc limit 3
            """,
            LoadErrors.Select);

    [Fact]
    public void Sums_AreOfTheTypesThatAreStored() =>
        Assert.Equal(
            "select count(*)"
            + ", count(*) - count(\"id\"), cast(sum(cast(\"id\" as bigint)) as varchar(64)), cast(null as varchar(64))"
            + ", count(*) - count(\"amount\"), cast(sum(\"amount\") as varchar(64)), cast(null as varchar(64))"
            + ", count(*) - count(\"ok\"), case bool_and(\"ok\") when true then 'true' when false then 'false' end, case bool_or(\"ok\") when true then 'true' when false then 'false' end"
            + ", count(*) - count(\"share\"), min(\"share\") + cast(0 as double precision), max(\"share\") + cast(0 as double precision)"
            + ", count(*) - count(\"note\"), cast(sum(cast(octet_length(\"note\") as bigint)) as varchar(64)), cast(null as varchar(64))"
            + ", count(*) - count(\"raw\"), cast(sum(cast(octet_length(\"raw\") as bigint)) as varchar(64)), cast(null as varchar(64))"
            + ", count(*) - count(\"day\"), cast(min(\"day\") as varchar(64)), cast(max(\"day\") as varchar(64))"
            + ", count(*) - count(\"tags\"), cast(null as varchar(64)), cast(null as varchar(64)) from t",
            SegmentSums.Select("t", TestWarehouse.Columns("id integer, amount decimal(12,2), ok boolean, share double, note varchar, raw blob, day date, tags bigint[]")));

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("gzipped or not")]
    public void Packed_ShortText_StaysAsItIs(string text) => Assert.Equal((text, text), (Packed.Write(text), Packed.Read(text)));

    [Fact]
    public void Packed_LongText_ComesBackTheSame()
    {
        var text = string.Join(',', Enumerable.Range(0, 10000).Select(i => $"{{\"name\":\"column_{i}\"}}"));
        var packed = Packed.Write(text);
        Assert.InRange(packed.Length, 1, Packed.Longest);
        Assert.Equal(text, Packed.Read(packed));
    }

    [Fact]
    public void Packed_TextThatDoesNotFit_IsTerminal()
    {
        var random = new Random(7);
        var text = string.Create(200_000, random, (span, random) =>
        {
            foreach (ref var c in span)
                c = (char)('!' + random.Next(90));
        });
        Assert.Contains("Make the pipeline or the model smaller", Assert.Throws<TerminalEtlException>(() => Packed.Write(text)).Message);
    }
}
