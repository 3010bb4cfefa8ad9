using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EtlMesh.Orchestrator.Persistence.Migrations;

[DbContext(typeof(OrchestratorDb)), Migration("003_dead_letters")]
internal sealed class M003DeadLetters : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE orchestrator.dead_letters (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            state text NOT NULL,
            queue text NOT NULL,
            source text NOT NULL,
            kind text NOT NULL,
            identity text NOT NULL,
            sqs_message_id text NOT NULL,
            group_id text NOT NULL,
            reason text NOT NULL,
            known boolean NOT NULL,
            message_id uuid,
            message_type text,
            conversation_id uuid,
            exception text,
            message text,
            stack text,
            run_id uuid,
            attempt integer,
            pipeline text,
            run_date date,
            stage text,
            step integer,
            subject text,
            trace_id text,
            attributes jsonb NOT NULL,
            order_group text,
            body text NOT NULL,
            redacted boolean NOT NULL,
            seen integer NOT NULL,
            first_at timestamptz NOT NULL,
            last_at timestamptz NOT NULL,
            collected_at timestamptz NOT NULL,
            ended_at timestamptz,
            ended_by text,
            came_from bigint,
            UNIQUE (queue, identity)
        );
        CREATE INDEX ON orchestrator.dead_letters (state, last_at);
        CREATE INDEX ON orchestrator.dead_letters (run_id, attempt);
        CREATE TABLE orchestrator.replays (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            letter bigint NOT NULL REFERENCES orchestrator.dead_letters ON DELETE CASCADE,
            at timestamptz NOT NULL,
            actor text NOT NULL,
            how text NOT NULL,
            run_id uuid,
            attempt integer,
            step integer,
            sent_at timestamptz,
            last_error text,
            again bigint
        );
        CREATE INDEX ON orchestrator.replays (letter);
        CREATE UNIQUE INDEX ON orchestrator.replays (run_id, attempt, step) WHERE how = 'resumed';
        CREATE INDEX ON orchestrator.replays (id) WHERE how = 'resent' AND sent_at IS NULL;
        """);
}
