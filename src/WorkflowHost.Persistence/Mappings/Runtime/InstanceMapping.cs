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

        // Studio's list, newest first, of all or of one definition; by last turn. With the case, so that who sees it is answered from indexes.
        builder.HasIndex(row => new { row.CreatedAt, row.Id, row.CorrelationId });
        builder.HasIndex(row => new { row.DefinitionId, row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.UpdatedAt, row.Id, row.CorrelationId });
        builder.HasIndex(row => new { row.NextDueAt, row.CreatedAt, row.Id });

        // Few of many: what runs, and what is stuck. The filters are the words of the lists that read them.
        builder.HasIndex(row => new { row.NextDueAt, row.CreatedAt, row.Id }, "IX_Instances_Running")
            .HasFilter("\"Status\" = 'Running' OR \"SubStatus\" = 'Faulted'");
        builder.HasIndex(row => new { row.NextDueAt, row.CreatedAt, row.Id }, "IX_Instances_Stuck").HasFilter("\"IncidentCount\" > 0");
        builder.HasIndex(row => new { row.CorrelationId, row.NextDueAt, row.CreatedAt, row.Id });
    }
}
