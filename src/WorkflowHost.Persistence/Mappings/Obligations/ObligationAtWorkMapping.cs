using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Obligations;

internal sealed class ObligationAtWorkMapping : IEntityTypeConfiguration<ObligationAtWorkRow>
{
    public void Configure(EntityTypeBuilder<ObligationAtWorkRow> builder)
    {
        builder.ToTable("ObligationsAtWork");
        builder.HasKey(row => new { row.BookmarkId, row.ObligationId });
        builder.Property(row => row.BookmarkId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ObligationId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.CaseId, row.Since });
        builder.HasIndex(row => new { row.ObligationId, row.DueAt, row.CaseId });
    }
}
