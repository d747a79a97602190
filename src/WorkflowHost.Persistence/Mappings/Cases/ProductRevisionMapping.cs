using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Cases;

internal sealed class ProductRevisionMapping : IEntityTypeConfiguration<ProductRevisionRow>
{
    public void Configure(EntityTypeBuilder<ProductRevisionRow> builder)
    {
        builder.ToTable("ProductRevisions");
        builder.HasKey(row => new { row.City, row.Name, row.Revision });
        builder.Property(row => row.City).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Word);
        builder.Property(row => row.ChangedBy).HasMaxLength(Lengths.Id);
    }
}
