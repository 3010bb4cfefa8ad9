using EtlMesh.Orchestrator.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Letters and replays as tables: a column is its property in snake_case.</summary>
internal sealed class DeadLetterMapping : IEntityTypeConfiguration<DeadLetterRow>, IEntityTypeConfiguration<ReplayRow>
{
    public void Configure(EntityTypeBuilder<DeadLetterRow> builder)
    {
        builder.ToTable("dead_letters", OrchestratorDb.Schema).HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.Property(row => row.Attributes).HasColumnType("jsonb");
        Name(builder);
    }

    public void Configure(EntityTypeBuilder<ReplayRow> builder)
    {
        builder.ToTable("replays", OrchestratorDb.Schema).HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        Name(builder);
    }

    private static void Name<T>(EntityTypeBuilder<T> builder)
        where T : class
    {
        foreach (var property in builder.Metadata.GetProperties())
            property.SetColumnName(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }
}
