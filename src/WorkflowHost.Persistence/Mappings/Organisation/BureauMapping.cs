using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Organisation;

internal sealed class BureauMapping : IEntityTypeConfiguration<BureauRow>
{
    public void Configure(EntityTypeBuilder<BureauRow> builder)
    {
        builder.ToTable("Bureaus");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.City).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Region).HasMaxLength(Lengths.Word);
        builder.Property(row => row.DocumentCode).HasMaxLength(Lengths.Word);
    }
}
