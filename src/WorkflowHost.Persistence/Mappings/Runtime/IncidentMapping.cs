using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class IncidentMapping : IEntityTypeConfiguration<IncidentRow>
{
    public void Configure(EntityTypeBuilder<IncidentRow> builder)
    {
        builder.ToTable("Incidents");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ExecutionId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ActivityType).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Code).HasMaxLength(Lengths.Word);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
    }
}
