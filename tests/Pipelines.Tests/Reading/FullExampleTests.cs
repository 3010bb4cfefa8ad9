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
            sensor: { query: "select 1", every: 2m, give_up_after: 40m }
            tables:
              - name: orders
                path: orders*.csv
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
                max_quarantined: 0.5%
                allow_empty: true
        warehouse: ${WAREHOUSE_URL:-duckdb}
        models: ./dbt/
        stages:
          source: { timeout: 1h }
          extract: { timeout: 31m, retries: 4 }
        suspend_for: 6h
        retention: { landing: 8d, releases: 15, keep_failed: 4d, quarantine: 31d }
        grants: { readers: [bi_reader] }
        report: { model: executive_report, date: day, metrics: [revenue, orders] }
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
        Assert.Equal([NotifyEvent.Completed, NotifyEvent.Blocked], pipeline.Notify.Single().On);
        Assert.Equal(["SHOP_URL", "WAREHOUSE_URL", "OPS_WEBHOOK"], _result.Environment.Select(e => e.Name));
    }

    [Fact]
    public void EveryKeyOfATable_IsRead()
    {
        var (source, table) = _result.Definition!.Find("shop", "orders");

        Assert.Equal(("${SHOP_URL:-files:sample}", 8, TimeSpan.FromMinutes(2)), (source.Connection, source.MaxConnections, source.Sensor!.Every));
        Assert.Equal((';', false, '\'', "latin-1"), (table.Csv.Delimiter, table.Csv.Header, table.Csv.Quote, table.Csv.Encoding));
        Assert.Equal(["bigint", "decimal(12,2)", "timestamp", "boolean"], table.Columns!.Select(c => c.Type));
        Assert.Equal(("placed_at", "is_deleted", 3), (table.Watermark, table.Deleted, table.Slices));
        Assert.Equal(((TimeSpan?)TimeSpan.FromMinutes(90), SnapshotMode.Table, SchemaChange.Freeze), (table.Lag, table.Snapshot, table.OnSchemaChange));
        Assert.Equal((new Ratio(0.005m), true, TableFormat.Csv), (table.MaxQuarantined, table.AllowEmpty, table.Format));
    }
}
