using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class TimeLimitMapping : IEntityTypeConfiguration<TimeLimitRow>
{
    public void Configure(EntityTypeBuilder<TimeLimitRow> builder)
    {
        builder.ToTable("TimeLimits");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.BureauId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Role).HasMaxLength(Lengths.Word);
        builder.Property(row => row.CalendarOf).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Certainty).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.CalendarVersion).HasMaxLength(Lengths.Word);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.IsOpen, row.CalendarVersion, row.Id });
        builder.HasIndex(row => new { row.IsOpen, row.EndsOn, row.Id });
        builder.HasIndex(row => new { row.CaseId, row.EndsOn, row.Id });
    }
}
