namespace EtlMesh.Pipelines.Tests;

public sealed class FullExampleTests
{
    private const string Example = """
        name: daily-metrics
        description: The morning report
        schedule: { cron: "0 2 * * *", timezone: UTC, date_offset: -1, missed: report }
        sla: { ready_by: "03:00", warn_before: 20m }
        vars: { active_user: "placed an order", days: 7 }
        sources:
          shop:
            connection: ${SHOP_URL:-files:sample}
            max_connections: 8
            rate_limit: 50MB/s
            sensor: { query: "select 1", every: 2m, give_up_after: 40m }
            tables:
              - name: orders
                path: orders*.csv
                relation: sales.orders-2
                format: csv
                csv: { delimiter: ";", header: false, quote: "'", null_values: ["", "NULL"], encoding: latin-1 }
                columns: { id: bigint, amount: "decimal(12,2)", placed_at: timestamp, is_deleted: bool }
                key: id
                watermark: placed_at
                lag: 1h30m
                deleted: is_deleted
                snapshot: table
                slices: 3
                on_schema_change: freeze
                invalid_dates: null
                max_quarantined: 0.5%
                allow_empty: true
          ledger:
            connection: https://ledger.example/v1
            http:
              bearer: ${LEDGER_TOKEN}
              headers: { X-Tenant: acme }
              query: { api_key: "${LEDGER_KEY}" }
              timeout: 20s
            tables:
              - name: entries
                json: { records: data.items }
                watermark: at
                key: id
                http:
                  path: ledger/entries
                  params: { status: settled }
                  paging: cursor
                  page_size: 500
                  size_param: per_page
                  page_param: after
                  next: meta.next
                  max_pages: 7
                  since: from
                  until: to
                  time_format: millis
        warehouse: ${WAREHOUSE_URL:-duckdb}
        models: ./dbt/
        stages:
          source: { timeout: 1h }
          extract: { timeout: 31m, retries: 4 }
        suspend_for: 6h
        retention: { landing: 8d, releases: 15, keep_failed: 4d, quarantine: 31d }
        grants: { readers: [bi_reader] }
        report: { model: executive_report, date: day, metrics: [revenue, orders] }
        lake:
          location: ${LAKE_URL:-lake}
          tables:
            - { model: fct_orders, partition_by: placed_at, granularity: month }
            - { model: dim_customers }
        notify:
          - { channel: webhook, url: "${OPS_WEBHOOK}", on: [completed, blocked] }
        """;

    private readonly PipelineFileResult _result = PipelineFile.ReadText(Example);

    [Fact]
    public void EveryKey_IsRead()
    {
        var pipeline = _result.Definition!;

        Assert.Equal("daily_metrics", pipeline.NormalisedName);
        Assert.Equal(new ScheduleDefinition { Cron = "0 2 * * *", Missed = MissedNight.Report }, pipeline.Schedule);
        Assert.Equal(new SlaDefinition { ReadyBy = new TimeOnly(3, 0), WarnBefore = TimeSpan.FromMinutes(20) }, pipeline.Sla);
        Assert.Equal(7L, pipeline.Vars["days"]);
        Assert.Equal("dbt", pipeline.Models);
        Assert.Equal((TimeSpan.FromMinutes(31), 4, 3), (pipeline.Stages.Extract.Timeout, pipeline.Stages.Extract.Retries, pipeline.Stages.Load.Retries));
        Assert.Equal(15, pipeline.Retention.Releases);
        Assert.Equal(["bi_reader"], pipeline.Grants.Readers);
        Assert.Equal(["revenue", "orders"], pipeline.Report!.Metrics);
        Assert.Equal("${LAKE_URL:-lake}", pipeline.Lake!.Location);
        Assert.Equal(
            [new() { Model = "fct_orders", PartitionBy = "placed_at", Granularity = LakeGranularity.Month }, new LakeTableDefinition { Model = "dim_customers" }],
            pipeline.Lake.Tables);
        Assert.Equal([NotifyEvent.Completed, NotifyEvent.Blocked], pipeline.Notify.Single().On);
        Assert.Equal(["SHOP_URL", "LEDGER_TOKEN", "LEDGER_KEY", "WAREHOUSE_URL", "LAKE_URL", "OPS_WEBHOOK"], _result.Environment.Select(e => e.Name));
    }

    [Fact]
    public void EveryKeyOfATable_IsRead()
    {
        var (source, table) = _result.Definition!.Find("shop", "orders");

        Assert.Equal(("${SHOP_URL:-files:sample}", 8, TimeSpan.FromMinutes(2)), (source.Connection, source.MaxConnections, source.Sensor!.Every));
        Assert.Equal((';', false, '\'', "latin-1"), (table.Csv.Delimiter, table.Csv.Header, table.Csv.Quote, table.Csv.Encoding));
        Assert.Equal(["bigint", "decimal(12,2)", "timestamp", "boolean"], table.Columns!.Select(c => c.Type));
        Assert.Equal(("placed_at", "is_deleted", 3), (table.Watermark, table.Deleted, table.Slices));
        Assert.Equal("sales.orders-2", table.RelationName);
        Assert.Equal(((TimeSpan?)TimeSpan.FromMinutes(90), SnapshotMode.Table, SchemaChange.Freeze), (table.Lag, table.Snapshot, table.OnSchemaChange));
        Assert.Equal((new RateLimit(50_000_000, RateUnit.Bytes), InvalidDates.Null), (source.RateLimit!.Value, table.InvalidDates));
        Assert.Equal((new Ratio(0.005m), true, TableFormat.Csv), (table.MaxQuarantined, table.AllowEmpty, table.Format));
    }

    [Fact]
    public void EveryKeyOfAnApi_IsRead()
    {
        var (source, table) = _result.Definition!.Find("ledger", "entries");

        Assert.Equal(("${LEDGER_TOKEN}", "acme", "${LEDGER_KEY}", TimeSpan.FromSeconds(20)), (source.Http.Bearer, source.Http.Headers["X-Tenant"], source.Http.Query["api_key"], source.Http.Timeout));
        Assert.Equal(("ledger/entries", "settled", HttpPaging.Cursor, 500, "per_page", "after"), (table.Http.Path, table.Http.Params["status"], table.Http.Paging, table.Http.PageSize!.Value, table.Http.SizeParam, table.Http.PageParam));
        Assert.Equal(("meta.next", 7, "from", "to", HttpTimeFormat.Millis), (table.Http.Next, table.Http.MaxPages, table.Http.Since, table.Http.Until, table.Http.TimeFormat));
    }
}
