using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class InstanceMapping : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> builder)
    {
        builder.ToTable("Instances");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CorrelationId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.DefinitionVersionId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.DefinitionId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.SubStatus).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.HasOne<DefinitionVersionRow>().WithMany().HasForeignKey(row => row.DefinitionVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.ParentInstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ParentBookmarkId).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => row.ParentInstanceId);
        builder.HasIndex(row => new { row.NextDueAt, row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.CorrelationId, row.NextDueAt, row.CreatedAt, row.Id });
    }
}
