using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class CalendarPartMapping : IEntityTypeConfiguration<CalendarPartRow>
{
    public void Configure(EntityTypeBuilder<CalendarPartRow> builder)
    {
        builder.ToTable("CalendarParts");
        builder.HasKey(row => new { row.Part, row.Version });
        builder.Property(row => row.Part).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Hash).HasMaxLength(Lengths.Hash);
        builder.Property(row => row.Origin).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.HasIndex(row => row.IsCurrent);
    }
}
