using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Cases;

internal sealed class EnterpriseRecordMapping : IEntityTypeConfiguration<EnterpriseRecordRow>
{
    public void Configure(EntityTypeBuilder<EnterpriseRecordRow> builder)
    {
        builder.ToTable("EnterpriseRecords");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.City).HasMaxLength(Lengths.Word);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CreditCode).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Role).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.Conduct).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.Source).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.BureauId).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => new { row.City, row.On, row.Id });
        builder.HasIndex(row => new { row.City, row.CreditCode, row.On, row.Id });
    }
}
