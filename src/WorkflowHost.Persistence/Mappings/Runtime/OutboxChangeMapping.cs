using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class OutboxChangeMapping : IEntityTypeConfiguration<OutboxChangeRow>
{
    public void Configure(EntityTypeBuilder<OutboxChangeRow> builder)
    {
        builder.ToTable("OutboxChanges");
        builder.HasKey(row => new { row.Key, row.Revision });
        builder.Property(row => row.Key).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Revision).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(Lengths.Id);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.HasOne<OutboxRow>().WithMany().HasForeignKey(row => row.Key);
    }
}
