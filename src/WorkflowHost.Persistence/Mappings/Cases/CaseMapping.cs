using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Cases;

internal sealed class CaseMapping : IEntityTypeConfiguration<CaseRow>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.ToTable("Cases");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Number).HasMaxLength(Lengths.Word);
        builder.Property(row => row.City).HasMaxLength(Lengths.Word);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.HandlingBureauId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.City, row.ReportNumber }).IsUnique();
        builder.Property(row => row.ClosedBy).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ParentCaseId).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => row.ParentCaseId);
        builder.HasIndex(row => new { row.City, row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.HandlingBureauId, row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.City, row.State, row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.HandlingBureauId, row.State, row.CreatedAt, row.Id });

        // Whose a case is, without its report. Unique, so that SQLite prefers them to the primary key.
        builder.HasIndex(row => new { row.Id, row.City }).IsUnique();
        builder.HasIndex(row => new { row.Id, row.HandlingBureauId }).IsUnique();
    }
}
