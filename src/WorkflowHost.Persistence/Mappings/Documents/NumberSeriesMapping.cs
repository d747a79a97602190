using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Mappings.Documents;

internal sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeriesRow>
{
    public void Configure(EntityTypeBuilder<NumberSeriesRow> builder)
    {
        builder.ToTable("NumberSeries");
        builder.HasKey(row => row.Series);
        builder.Property(row => row.Series).HasMaxLength(Lengths.Word);
    }
}
