using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReusableVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DefinitionVersions_Usable",
                table: "DefinitionVersions");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_Usable",
                table: "DefinitionVersions",
                columns: new[] { "Version", "Id", "IsDraft", "IsPublished" },
                filter: "\"IsUsableAsActivity\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DefinitionVersions_Usable",
                table: "DefinitionVersions");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_Usable",
                table: "DefinitionVersions",
                columns: new[] { "Version", "Id" },
                filter: "\"IsUsableAsActivity\"");
        }
    }
}
