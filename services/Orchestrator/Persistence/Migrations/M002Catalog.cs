using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EtlMesh.Orchestrator.Persistence.Migrations;

[DbContext(typeof(OrchestratorDb)), Migration("002_catalog")]
internal sealed class M002Catalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE orchestrator.pipelines (
            name text PRIMARY KEY,
            bundle text NOT NULL,
            definition text NOT NULL,
            schedule jsonb,
            pushed_at timestamptz NOT NULL,
            pushed_by text NOT NULL,
            paused boolean NOT NULL,
            scheduled_to timestamptz NOT NULL
        );
        CREATE TABLE orchestrator.due_nights (
            pipeline text NOT NULL,
            due_at timestamptz NOT NULL,
            run_date date NOT NULL,
            key text NOT NULL,
            run_id uuid NOT NULL,
            outcome text NOT NULL,
            decided_at timestamptz NOT NULL,
            PRIMARY KEY (pipeline, due_at)
        );
        -- A date has one run, also when its schedule is changed in between.
        CREATE UNIQUE INDEX ON orchestrator.due_nights (run_id) WHERE outcome = 'started';
        CREATE TABLE orchestrator.audit_log (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at timestamptz NOT NULL,
            actor text NOT NULL,
            action text NOT NULL,
            subject text NOT NULL,
            outcome text NOT NULL,
            detail text,
            trace_id text
        );
        """);
}
