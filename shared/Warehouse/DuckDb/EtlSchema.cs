using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The schema <c>etl</c>. Tables are made once and never altered; a later version adds tables.</summary>
internal static class EtlSchema
{
    public const int Version = 1;

    private const string Tables =
        """
        create schema if not exists etl;
        create table if not exists etl.schema_version (version integer not null);
        create table if not exists etl.attempts (run_id varchar, attempt integer, pipeline varchar, run_date date, run_key varchar,
            bundle varchar, state varchar, started_at timestamp, ended_at timestamp, primary key (run_id, attempt));
        create table if not exists etl.segments (uid varchar primary key, pipeline varchar, source varchar, table_name varchar,
            run_id varchar, attempt integer, rows bigint, bytes bigint, hi varchar, columns varchar, manifest varchar,
            accepted_at timestamp, is_full boolean);
        create table if not exists etl.candidates (uid varchar primary key, pipeline varchar, run_id varchar, attempt integer,
            parent varchar, bundle varchar, snapshot varchar, fingerprint varchar, verdict varchar, begun_at timestamp, sealed_at timestamp);
        create table if not exists etl.models (run_id varchar, attempt integer, model varchar, uid varchar, rows bigint, seconds double,
            compiled_sql varchar, candidate varchar, schema_name varchar, alias varchar, materialization varchar, primary key (candidate, model));
        create table if not exists etl.releases (id varchar primary key, parent varchar, pipeline varchar, run_id varchar, attempt integer,
            kind varchar, snapshot varchar, models varchar, fingerprint varchar, verdict varchar, published_at timestamp, target varchar);
        create table if not exists etl.forbidden_releases (id varchar primary key, "at" timestamp);
        create table if not exists etl.heads (pipeline varchar primary key, release varchar, held_by varchar, held_reason varchar);
        create table if not exists etl.quality_results (run_id varchar, attempt integer, check_id varchar, model varchar, severity varchar,
            status varchar, expected varchar, actual varchar, failing_rows bigint, query varchar, sample varchar, "at" timestamp);
        create table if not exists etl.quarantine (pipeline varchar, table_name varchar, run_id varchar, attempt integer,
            object varchar, line bigint, reason varchar, record varchar, quarantine_object varchar);
        create table if not exists etl.lineage (release varchar, from_node varchar, to_node varchar, kind varchar);
        create table if not exists etl.audit_log ("at" timestamp, run_id varchar, attempt integer, stage varchar, actor varchar,
            action varchar, rows bigint, bytes bigint, detail varchar);
        """;

    public static void Ensure(DuckDbConnection connection, string path, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        connection.Execute(Tables, ct);
        var version = connection.Scalar<int?>("select max(version) from etl.schema_version", ct);
        if (version > Version)
            throw new TerminalEtlException(
                $"Opening the warehouse {path}: its schema etl has version {version}, this program knows {Version}. Use the newer program.");
        if (version is null)
        {
            connection.Execute("insert into etl.schema_version values (?)", ct, Version);
            transaction.Commit("warehouse.create");
            return;
        }

        transaction.Commit();
    }
}
