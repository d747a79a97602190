using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class TimerMapping : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> builder)
    {
        builder.ToTable("Timers");
        builder.HasKey(row => row.BookmarkId);
        builder.Property(row => row.BookmarkId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.DueAt, row.BookmarkId });
    }
}
