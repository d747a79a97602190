using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.HumanTasks;

internal sealed class TaskMapping : IEntityTypeConfiguration<TaskRow>
{
    public void Configure(EntityTypeBuilder<TaskRow> builder)
    {
        builder.ToTable("Tasks");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.BookmarkId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Role).HasMaxLength(Lengths.Word);
        builder.Property(row => row.BureauId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.CompletedBy).HasMaxLength(Lengths.Id);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.BureauId, row.State, row.DueAt, row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.CompletedBy, row.CompletedAt, row.Id });
        builder.HasIndex(row => new { row.CaseId, row.CreatedAt, row.Id });
        builder.HasIndex(row => row.BookmarkId);
    }
}
