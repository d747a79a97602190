using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime;

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
        builder.Property(row => row.ChangedBy).HasMaxLength(Lengths.Id).HasDefaultValue(Command.System);
        builder.Property(row => row.ChangedIn).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Description).HasDefaultValue("");
        builder.Property(row => row.SearchText).HasDefaultValue("");
        builder.Property(row => row.Warnings).HasDefaultValue("[]");

        // Lists find their page here without reading a drawing.
        builder.HasIndex(row => new { row.CreatedAt, row.Id }, "IX_DefinitionVersions_LatestByAge").HasFilter("\"IsLatest\"");
        builder.HasIndex(row => new { row.Name, row.Id, row.SearchText }, "IX_DefinitionVersions_LatestByName").HasFilter("\"IsLatest\"");
        builder.HasIndex(row => new { row.CreatedAt, row.Id }, "IX_DefinitionVersions_Current").HasFilter("\"IsLatest\" OR \"IsPublished\"");
        builder.HasIndex(row => new { row.Version, row.Id, row.IsDraft, row.IsPublished }, "IX_DefinitionVersions_Usable").HasFilter("\"IsUsableAsActivity\"");
        builder.HasIndex(row => row.Id, "IX_DefinitionVersions_Users").HasFilter("\"Uses\" <> '{}'");
    }
}

internal sealed class DefinitionEditorMapping : IEntityTypeConfiguration<DefinitionEditorRow>
{
    public void Configure(EntityTypeBuilder<DefinitionEditorRow> builder)
    {
        builder.ToTable("DefinitionEditors");
        builder.HasKey(row => row.DefinitionId);
        builder.Property(row => row.DefinitionId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.AccountId).HasMaxLength(Lengths.Id);
    }
}

internal sealed class DefinitionChangeMapping : IEntityTypeConfiguration<DefinitionChangeRow>
{
    public void Configure(EntityTypeBuilder<DefinitionChangeRow> builder)
    {
        builder.ToTable("DefinitionChanges");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(Lengths.Id);
        builder.Property(row => row.DefinitionId).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Actor).HasMaxLength(Lengths.Id);
        builder.Property(row => row.Action).HasConversion<string>().HasMaxLength(Lengths.Enumeration);
        builder.HasIndex(row => new { row.DefinitionId, row.Id });
    }
}
