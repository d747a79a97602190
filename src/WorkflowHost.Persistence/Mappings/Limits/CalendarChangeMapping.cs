using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class CalendarChangeMapping : IEntityTypeConfiguration<CalendarChangeRow>
{
    public void Configure(EntityTypeBuilder<CalendarChangeRow> builder)
    {
        builder.ToTable("CalendarChanges");
        builder.HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(Lengths.Id);
        builder.Property(row => row.VersionBefore).HasMaxLength(Lengths.Word);
        builder.Property(row => row.VersionAfter).HasMaxLength(Lengths.Word);
    }
}
