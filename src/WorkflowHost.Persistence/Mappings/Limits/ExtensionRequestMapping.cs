using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Limits;

internal sealed class ExtensionRequestMapping : IEntityTypeConfiguration<ExtensionRequestRow>
{
    public void Configure(EntityTypeBuilder<ExtensionRequestRow> builder)
    {
        builder.ToTable("ExtensionRequests");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.LimitId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.InstanceId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.CaseId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.AskedBy).HasMaxLength(Lengths.Id);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.DecidedBy).HasMaxLength(Lengths.Id);
        builder.HasIndex(row => new { row.CaseId, row.AskedAt, row.Id });
        builder.HasIndex(row => row.LimitId);
    }
}
