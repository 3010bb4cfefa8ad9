namespace EtlMesh.Warehouse.Redshift;

/// <summary>The schema <c>etl</c>. It has no keys: Redshift would not enforce them, and would trust them.</summary>
internal static class EtlSchema
{
    private const string Id = "varchar(128)";
    private const string Long = RedshiftType.LongText;

    private static readonly string[][] Steps =
    [
        [
            $"create table {Engine.Turn} (nothing integer)",
            $"create table etl.attempts (run_id {Id} not null, attempt integer not null, pipeline {Id} not null, run_date date not null, run_key varchar(1024) not null, bundle {Id} not null, state {Id} not null, started_at timestamptz not null, ended_at timestamptz)",
            $"create table etl.segments (uid {Id} not null, pipeline {Id} not null, source {Id} not null, table_name {Id} not null, run_id {Id} not null, attempt integer not null, rows bigint not null, bytes bigint not null, hi varchar(1024), columns {Long} not null, manifest varchar(1024), accepted_at timestamptz not null, is_full boolean not null)",
            $"create table etl.candidates (uid {Id} not null, pipeline {Id} not null, run_id {Id} not null, attempt integer not null, parent {Id}, bundle {Id} not null, \"snapshot\" {Long} not null, fingerprint {Id}, verdict {Long}, begun_at timestamptz not null, sealed_at timestamptz)",
            $"create table etl.models (run_id {Id} not null, attempt integer not null, model {Id} not null, uid {Id} not null, rows bigint, seconds double precision not null, compiled_sql {Long} not null, candidate {Id} not null, schema_name {Id} not null, alias {Id} not null, materialization {Id} not null)",
            $"create table etl.releases (id {Id} not null, parent {Id}, pipeline {Id} not null, run_id {Id} not null, attempt integer not null, kind {Id} not null, \"snapshot\" {Long} not null, models {Long} not null, fingerprint {Id} not null, verdict {Long}, published_at timestamptz not null, target {Id}, readers {Long} not null)",
            $"create table etl.forbidden_releases (id {Id} not null, \"at\" timestamptz not null)",
            $"create table etl.heads (pipeline {Id} not null, release {Id}, held_by varchar(1024), held_reason {Long})",
            $"create table etl.quality_results (run_id {Id} not null, attempt integer not null, check_id varchar(1024) not null, model {Id} not null, severity {Id} not null, status {Id} not null, expected {Long} not null, actual {Long} not null, failing_rows bigint not null, query {Long} not null, sample {Long} not null, \"at\" timestamptz not null)",
            $"create table etl.quarantine (pipeline {Id}, table_name varchar(256), run_id {Id}, attempt integer, object {Long}, line bigint, reason {Long}, record {Long}, quarantine_object varchar(1024))",
            $"create table etl.lineage (release {Id} not null, from_node varchar(1024) not null, to_node varchar(1024) not null, kind {Id} not null)",
            $"create table etl.audit_log (\"at\" timestamptz not null, run_id {Id}, attempt integer, stage {Id} not null, actor varchar(1024) not null, action {Id} not null, rows bigint, bytes bigint, detail {Long})",
        ],
    ];

    public static EtlVersions Versions { get; } = new(Steps);
}
