using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Organisation;

internal sealed class AccountMapping : IEntityTypeConfiguration<AccountRow>
{
    public void Configure(EntityTypeBuilder<AccountRow> builder)
    {
        builder.ToTable("Accounts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.LoginName).HasMaxLength(Lengths.Word);
        builder.Property(row => row.BureauId).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Roles).HasMaxLength(Lengths.Word);
        builder.HasIndex(row => row.LoginName).IsUnique();
    }
}
