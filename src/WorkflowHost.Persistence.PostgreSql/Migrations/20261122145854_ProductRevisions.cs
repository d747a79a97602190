using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.PostgreSql.Migrations
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
                    City = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false),
                    IsFirstClassRisk = table.Column<bool>(type: "boolean", nullable: false),
                    IsMonitored = table.Column<bool>(type: "boolean", nullable: false),
                    NeedsDefectInvestigation = table.Column<bool>(type: "boolean", nullable: false),
                    RecallBasis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SevereItems = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChangedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
