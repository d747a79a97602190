using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("Outbox");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Kind).HasMaxLength(Lengths.Word);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.BookmarkId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.Revision).HasDefaultValue(1);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.State, row.CreatedAt, row.Key });
        builder.HasIndex(row => new { row.CreatedAt, row.Key });
    }
}
