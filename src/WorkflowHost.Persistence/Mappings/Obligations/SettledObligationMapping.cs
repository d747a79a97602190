using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Obligations;

internal sealed class SettledObligationMapping : IEntityTypeConfiguration<SettledObligationRow>
{
    public void Configure(EntityTypeBuilder<SettledObligationRow> builder)
    {
        builder.ToTable("SettledObligations");
        builder.HasKey(row => new { row.InstanceId, row.ObligationId });
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ObligationId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Outcome).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.LimitId).HasMaxLength(Lengths.Id);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.CaseId, row.ObligationId });
        builder.HasIndex(row => new { row.ObligationId, row.Outcome, row.At, row.CaseId });
    }
}
