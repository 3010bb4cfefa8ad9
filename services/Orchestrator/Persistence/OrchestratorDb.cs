using EtlMesh.Orchestrator.DeadLetters;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Persistence;

/// <summary>What the orchestrator must not forget: its sagas, what they heard, and what they have said that is not on the bus yet. One transaction holds all three.</summary>
public sealed class OrchestratorDb(DbContextOptions<OrchestratorDb> options) : DbContext(options)
{
    public const string Schema = "orchestrator";

    public DbSet<SagaRow> Sagas => Set<SagaRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

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
    }
}
