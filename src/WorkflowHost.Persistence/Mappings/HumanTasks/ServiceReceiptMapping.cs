using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.HumanTasks;

internal sealed class ServiceReceiptMapping : IEntityTypeConfiguration<ServiceReceiptRow>
{
    public void Configure(EntityTypeBuilder<ServiceReceiptRow> builder)
    {
        builder.ToTable("ServiceReceipts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.ProofFileHash).HasMaxLength(Lengths.Hash);
        builder.Property(row => row.RecordedBy).HasMaxLength(Lengths.Id);
        builder.HasOne<InstanceRow>().WithMany().HasForeignKey(row => row.InstanceId);
        builder.HasIndex(row => new { row.CaseId, row.RecordedAt, row.Id });
    }
}
