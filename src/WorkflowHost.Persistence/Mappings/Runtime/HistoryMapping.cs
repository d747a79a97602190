using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class HistoryMapping : IEntityTypeConfiguration<HistoryRow>
{
    public void Configure(EntityTypeBuilder<HistoryRow> builder)
    {
        builder.ToTable("History");
        builder.HasKey(row => new { row.InstanceId, row.Sequence });
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Sequence).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ExecutionId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ActivityType).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Event).HasMaxLength(Lengths.Word);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
    }
}
