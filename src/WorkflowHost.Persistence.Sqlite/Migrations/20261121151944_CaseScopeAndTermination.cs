using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CaseScopeAndTermination : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_CreatedAt_Id",
                table: "Cases");

            migrationBuilder.AddColumn<string>(
                name: "ClosedBy",
                table: "Cases",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_City_CreatedAt_Id",
                table: "Cases",
                columns: new[] { "City", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_City_CreatedAt_Id",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ClosedBy",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CreatedAt_Id",
                table: "Cases",
                columns: new[] { "CreatedAt", "Id" });
        }
    }
}
