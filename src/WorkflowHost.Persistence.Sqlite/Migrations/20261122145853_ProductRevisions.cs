using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ProductRevisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ProductRevisions",
                columns: table => new
                {
                    City = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    IsActive = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsFirstClassRisk = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsMonitored = table.Column<bool>(type: "INTEGER", nullable: false),
                    NeedsDefectInvestigation = table.Column<bool>(type: "INTEGER", nullable: false),
                    RecallBasis = table.Column<string>(type: "TEXT", nullable: false),
                    SevereItems = table.Column<string>(type: "TEXT", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProductRevisions", x => new { x.City, x.Name, x.Revision });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProductRevisions");
        }
    }
}
