using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class InstanceStateMapping : IEntityTypeConfiguration<InstanceStateRow>
{
    public void Configure(EntityTypeBuilder<InstanceStateRow> builder)
    {
        builder.ToTable("InstanceStates");
        builder.HasKey(row => row.InstanceId);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.HasOne<InstanceRow>().WithOne().HasForeignKey<InstanceStateRow>(row => row.InstanceId);
    }
}
