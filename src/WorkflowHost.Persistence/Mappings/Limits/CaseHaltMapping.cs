using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class CaseHaltMapping : IEntityTypeConfiguration<CaseHaltRow>
{
    public void Configure(EntityTypeBuilder<CaseHaltRow> builder)
    {
        builder.ToTable("CaseHalts");
        builder.HasKey(row => row.CaseId);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Actor).HasMaxLength(Lengths.Id);
    }
}
