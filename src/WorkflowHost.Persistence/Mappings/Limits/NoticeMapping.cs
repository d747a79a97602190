using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class NoticeMapping : IEntityTypeConfiguration<NoticeRow>
{
    public void Configure(EntityTypeBuilder<NoticeRow> builder)
    {
        builder.ToTable("Notices");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.BureauId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Role).HasMaxLength(Lengths.Word);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ReadBy).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => new { row.BureauId, row.At, row.Key });
        builder.HasIndex(row => new { row.BureauId, row.ReadAt, row.At, row.Key });
    }
}
