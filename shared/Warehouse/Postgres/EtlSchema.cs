namespace EtlMesh.Warehouse.Postgres;

/// <summary>The schema <c>etl</c>: made once, and grown by steps that are never changed.</summary>
internal static class EtlSchema
{
    private static readonly string[][] Steps =
    [
        ["""
        create table etl.attempts (run_id text, attempt integer, pipeline text not null, run_date date not null, run_key text not null,
            bundle text not null, state text not null, started_at timestamptz not null, ended_at timestamptz, primary key (run_id, attempt));
        create unique index attempts_active on etl.attempts (run_id) where state = 'active';
        create index attempts_pipeline on etl.attempts (pipeline);
        create table etl.segments (uid text primary key, pipeline text not null, source text not null, table_name text not null,
            run_id text not null, attempt integer not null, rows bigint not null, bytes bigint not null, hi text, columns text not null,
            manifest text, accepted_at timestamptz not null, is_full boolean not null);
        create index segments_attempt on etl.segments (run_id, attempt);
        create index segments_pipeline on etl.segments (pipeline);
        create table etl.candidates (uid text primary key, pipeline text not null, run_id text not null, attempt integer not null,
            parent text, bundle text not null, snapshot text not null, fingerprint text, verdict text, begun_at timestamptz not null, sealed_at timestamptz);
        create index candidates_attempt on etl.candidates (run_id, attempt);
        create index candidates_pipeline on etl.candidates (pipeline);
        create table etl.models (run_id text not null, attempt integer not null, model text, uid text not null, rows bigint, seconds double precision not null,
            compiled_sql text not null, candidate text, schema_name text not null, alias text not null, materialization text not null, primary key (candidate, model));
        create table etl.releases (id text primary key, parent text, pipeline text not null, run_id text not null, attempt integer not null,
            kind text not null, snapshot text not null, models text not null, fingerprint text not null, verdict text, published_at timestamptz not null,
            target text, readers text not null);
        create index releases_pipeline on etl.releases (pipeline);
        create index releases_attempt on etl.releases (run_id, attempt);
        create table etl.forbidden_releases (id text primary key, "at" timestamptz not null);
        create table etl.heads (pipeline text primary key, release text, held_by text, held_reason text);
        create index heads_release on etl.heads (release);
        create table etl.quality_results (run_id text not null, attempt integer not null, check_id text not null, model text not null, severity text not null,
            status text not null, expected text not null, actual text not null, failing_rows bigint not null, query text not null, sample text not null, "at" timestamptz not null);
        create index quality_results_attempt on etl.quality_results (run_id, attempt);
        create table etl.quarantine (pipeline text not null, table_name text not null, run_id text not null, attempt integer not null,
            object text, line bigint, reason text, record text, quarantine_object text not null);
        create index quarantine_object on etl.quarantine (quarantine_object);
        create index quarantine_attempt on etl.quarantine (run_id, attempt);
        create table etl.lineage (release text not null, from_node text not null, to_node text not null, kind text not null);
        create index lineage_release on etl.lineage (release);
        create table etl.audit_log ("at" timestamptz not null, run_id text, attempt integer, stage text not null, actor text not null,
            action text not null, rows bigint, bytes bigint, detail text);
        create index audit_log_at on etl.audit_log ("at");
        """],
    ];

    public static EtlVersions Versions { get; } = new(Steps);
}
