using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Runtime;

internal sealed class DefinitionVersionMapping : IEntityTypeConfiguration<DefinitionVersionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionVersionRow> builder)
    {
        builder.ToTable("DefinitionVersions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.DefinitionId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Hash).HasMaxLength(Lengths.Hash);
        builder.Property(row => row.Origin).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.Property(row => row.Uses).HasDefaultValue("{}");
        builder.HasIndex(row => new { row.DefinitionId, row.Version }).IsUnique();
        builder.HasIndex(row => row.DefinitionId, "IX_DefinitionVersions_Latest").IsUnique().HasFilter("\"IsLatest\"");
        builder.HasIndex(row => row.DefinitionId, "IX_DefinitionVersions_Published").IsUnique().HasFilter("\"IsPublished\"");
    }
}
