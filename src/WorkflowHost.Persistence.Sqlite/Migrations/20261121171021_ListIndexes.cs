using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Instances_Running",
                table: "Instances",
                columns: new[] { "NextDueAt", "CreatedAt", "Id" },
                filter: "\"Status\" = 'Running' OR \"SubStatus\" = 'Faulted'");

            migrationBuilder.CreateIndex(
                name: "IX_Instances_Stuck",
                table: "Instances",
                columns: new[] { "NextDueAt", "CreatedAt", "Id" },
                filter: "\"IncidentCount\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_City_State_CreatedAt_Id",
                table: "Cases",
                columns: new[] { "City", "State", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HandlingBureauId_State_CreatedAt_Id",
                table: "Cases",
                columns: new[] { "HandlingBureauId", "State", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Instances_Running",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Instances_Stuck",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Cases_City_State_CreatedAt_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_HandlingBureauId_State_CreatedAt_Id",
                table: "Cases");
        }
    }
}
