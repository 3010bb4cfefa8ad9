using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EtlMesh.Orchestrator.Persistence.Migrations;

[DbContext(typeof(OrchestratorDb)), Migration("001_sagas_inbox_outbox")]
internal sealed class M001SagasInboxOutbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE orchestrator.sagas (
            kind text NOT NULL,
            id uuid NOT NULL,
            state text NOT NULL,
            version integer NOT NULL,
            body jsonb NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            PRIMARY KEY (kind, id)
        );
        CREATE TABLE orchestrator.inbox (
            message_id uuid NOT NULL,
            consumer_id uuid NOT NULL,
            consumed_at timestamptz NOT NULL,
            PRIMARY KEY (message_id, consumer_id)
        );
        CREATE INDEX ON orchestrator.inbox (consumed_at);
        CREATE TABLE orchestrator.outbox (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            due_at timestamptz NOT NULL,
            token uuid,
            attempts integer NOT NULL DEFAULT 0,
            last_error text,
            message_id uuid NOT NULL,
            message_type text NOT NULL,
            destination text NOT NULL,
            envelope jsonb NOT NULL,
            content_type text NOT NULL,
            body text NOT NULL
        );
        CREATE INDEX ON orchestrator.outbox (due_at, id);
        CREATE UNIQUE INDEX ON orchestrator.outbox (token) WHERE token IS NOT NULL;
        """);
}
