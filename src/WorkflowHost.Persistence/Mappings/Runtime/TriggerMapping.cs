using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class TriggerMapping : IEntityTypeConfiguration<TriggerRow>
{
    public void Configure(EntityTypeBuilder<TriggerRow> builder)
    {
        builder.ToTable("Triggers");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.DefinitionId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.ActivityId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Hash).HasMaxLength(Lengths.Hash);
        builder.HasIndex(row => row.DefinitionId);
        builder.HasIndex(row => row.Hash);
        builder.HasIndex(row => row.Name);
        builder.HasIndex(row => new { row.NextDueAt, row.Id });
    }
}
