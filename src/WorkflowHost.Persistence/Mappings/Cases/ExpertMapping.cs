using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Cases;

internal sealed class ExpertMapping : IEntityTypeConfiguration<ExpertRow>
{
    public void Configure(EntityTypeBuilder<ExpertRow> builder)
    {
        builder.ToTable("Experts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.City).HasMaxLength(Lengths.Word);
        builder.Property(row => row.ChangedBy).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => new { row.City, row.Name, row.Id });
    }
}
