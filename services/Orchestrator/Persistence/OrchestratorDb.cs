using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Persistence;

/// <summary>What the orchestrator must not forget: its sagas, what they heard, what they have said that is not on the bus yet, the pipelines, and who did what. One transaction holds all of it.</summary>
public sealed class OrchestratorDb(DbContextOptions<OrchestratorDb> options) : DbContext(options)
{
    public const string Schema = "orchestrator";

    public DbSet<SagaRow> Sagas => Set<SagaRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<PipelineRow> Pipelines => Set<PipelineRow>();

    public DbSet<DueNightRow> DueNights => Set<DueNightRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfiguration<DeadLetterRow>(new DeadLetterMapping());
        modelBuilder.ApplyConfiguration<ReplayRow>(new DeadLetterMapping());
        modelBuilder.Entity<SagaRow>(saga =>
        {
            saga.ToTable("sagas").HasKey(row => new { row.Kind, row.Id });
            saga.Property(row => row.Kind).HasColumnName("kind");
            saga.Property(row => row.Id).HasColumnName("id");
            saga.Property(row => row.State).HasColumnName("state");
            saga.Property(row => row.Version).HasColumnName("version").IsConcurrencyToken();
            saga.Property(row => row.Body).HasColumnName("body").HasColumnType("jsonb");
            saga.Property(row => row.CreatedAt).HasColumnName("created_at");
            saga.Property(row => row.UpdatedAt).HasColumnName("updated_at");
        });
        modelBuilder.Entity<InboxRow>(inbox =>
        {
            inbox.ToTable("inbox").HasKey(row => new { row.MessageId, row.ConsumerId });
            inbox.Property(row => row.MessageId).HasColumnName("message_id");
            inbox.Property(row => row.ConsumerId).HasColumnName("consumer_id");
            inbox.Property(row => row.ConsumedAt).HasColumnName("consumed_at");
        });
        modelBuilder.Entity<OutboxRow>(outbox =>
        {
            outbox.ToTable("outbox").HasKey(row => row.Id);
            outbox.Property(row => row.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            outbox.Property(row => row.DueAt).HasColumnName("due_at");
            outbox.Property(row => row.Token).HasColumnName("token");
            outbox.Property(row => row.Attempts).HasColumnName("attempts");
            outbox.Property(row => row.LastError).HasColumnName("last_error");
            outbox.Property(row => row.MessageId).HasColumnName("message_id");
            outbox.Property(row => row.MessageType).HasColumnName("message_type");
            outbox.Property(row => row.Destination).HasColumnName("destination");
            outbox.Property(row => row.Envelope).HasColumnName("envelope").HasColumnType("jsonb");
            outbox.Property(row => row.ContentType).HasColumnName("content_type");
            outbox.Property(row => row.Body).HasColumnName("body");
        });
        modelBuilder.Entity<PipelineRow>(pipeline =>
        {
            pipeline.ToTable("pipelines").HasKey(row => row.Name);
            pipeline.Property(row => row.Name).HasColumnName("name");
            pipeline.Property(row => row.Bundle).HasColumnName("bundle");
            pipeline.Property(row => row.Definition).HasColumnName("definition");
            pipeline.Property(row => row.Schedule).HasColumnName("schedule").HasColumnType("jsonb");
            pipeline.Property(row => row.PushedAt).HasColumnName("pushed_at");
            pipeline.Property(row => row.PushedBy).HasColumnName("pushed_by");
            pipeline.Property(row => row.Paused).HasColumnName("paused");
            pipeline.Property(row => row.ScheduledTo).HasColumnName("scheduled_to");
        });
        modelBuilder.Entity<DueNightRow>(night =>
        {
            night.ToTable("due_nights").HasKey(row => new { row.Pipeline, row.DueAt });
            night.Property(row => row.Pipeline).HasColumnName("pipeline");
            night.Property(row => row.DueAt).HasColumnName("due_at");
            night.Property(row => row.RunDate).HasColumnName("run_date");
            night.Property(row => row.Key).HasColumnName("key");
            night.Property(row => row.RunId).HasColumnName("run_id");
            night.Property(row => row.Outcome).HasColumnName("outcome");
            night.Property(row => row.DecidedAt).HasColumnName("decided_at");
        });
        modelBuilder.Entity<AuditRow>(audit =>
        {
            audit.ToTable("audit_log").HasKey(row => row.Id);
            audit.Property(row => row.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            audit.Property(row => row.At).HasColumnName("at");
            audit.Property(row => row.Actor).HasColumnName("actor");
            audit.Property(row => row.Action).HasColumnName("action");
            audit.Property(row => row.Subject).HasColumnName("subject");
            audit.Property(row => row.Outcome).HasColumnName("outcome");
            audit.Property(row => row.Detail).HasColumnName("detail");
            audit.Property(row => row.TraceId).HasColumnName("trace_id");
        });
    }
}
