using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class LimitChangeMapping : IEntityTypeConfiguration<LimitChangeRow>
{
    public void Configure(EntityTypeBuilder<LimitChangeRow> builder)
    {
        builder.ToTable("LimitChanges");
        builder.HasKey(row => new { row.LimitId, row.Revision });
        builder.Property(row => row.LimitId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.CalendarVersion).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Actor).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => new { row.CalendarChange, row.LimitId });
    }
}
