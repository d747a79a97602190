using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class WhoSeesInstances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Instances_CreatedAt_Id",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Instances_UpdatedAt_Id",
                table: "Instances");

            migrationBuilder.CreateIndex(
                name: "IX_Instances_CreatedAt_Id_CorrelationId",
                table: "Instances",
                columns: new[] { "CreatedAt", "Id", "CorrelationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Instances_UpdatedAt_Id_CorrelationId",
                table: "Instances",
                columns: new[] { "UpdatedAt", "Id", "CorrelationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Id_City",
                table: "Cases",
                columns: new[] { "Id", "City" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Id_HandlingBureauId",
                table: "Cases",
                columns: new[] { "Id", "HandlingBureauId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Instances_CreatedAt_Id_CorrelationId",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Instances_UpdatedAt_Id_CorrelationId",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Id_City",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Id_HandlingBureauId",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Instances_CreatedAt_Id",
                table: "Instances",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Instances_UpdatedAt_Id",
                table: "Instances",
                columns: new[] { "UpdatedAt", "Id" });
        }
    }
}
