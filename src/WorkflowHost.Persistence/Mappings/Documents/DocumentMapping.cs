using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Documents;

internal sealed class DocumentMapping : IEntityTypeConfiguration<DocumentRow>
{
    public void Configure(EntityTypeBuilder<DocumentRow> builder)
    {
        builder.ToTable("Documents");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.BureauId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Template).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Number).HasMaxLength(Lengths.Word);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.ContentHash).HasMaxLength(Lengths.Hash);
        builder.Property(row => row.TemplateHash).HasMaxLength(Lengths.Hash);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.CaseId, row.CreatedAt, row.Id });
    }
}
