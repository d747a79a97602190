using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Studio : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsTest",
                table: "Instances",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ChangedAt",
                table: "DefinitionVersions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChangedBy",
                table: "DefinitionVersions",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "system");

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "DefinitionVersions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Edit",
                table: "DefinitionVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsDraft",
                table: "DefinitionVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsReadonly",
                table: "DefinitionVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsSystem",
                table: "DefinitionVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsUsableAsActivity",
                table: "DefinitionVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "DefinitionVersions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Warnings",
                table: "DefinitionVersions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "DefinitionChanges",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DefinitionId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefinitionChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DefinitionEditors",
                columns: table => new
                {
                    DefinitionId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefinitionEditors", x => x.DefinitionId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Instances_CreatedAt_Id",
                table: "Instances",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Instances_DefinitionId_CreatedAt_Id",
                table: "Instances",
                columns: new[] { "DefinitionId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Instances_UpdatedAt_Id",
                table: "Instances",
                columns: new[] { "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_LatestByAge",
                table: "DefinitionVersions",
                columns: new[] { "CreatedAt", "Id" },
                filter: "\"IsLatest\"");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_LatestByName",
                table: "DefinitionVersions",
                columns: new[] { "Name", "Id", "SearchText" },
                filter: "\"IsLatest\"");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_Usable",
                table: "DefinitionVersions",
                columns: new[] { "Name", "Id" },
                filter: "\"IsUsableAsActivity\"");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_Users",
                table: "DefinitionVersions",
                column: "Id",
                filter: "\"Uses\" <> '{}'");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionChanges_DefinitionId_Id",
                table: "DefinitionChanges",
                columns: new[] { "DefinitionId", "Id" });

            // Lists read columns; what older versions say of themselves stands only in their drawing.
            migrationBuilder.Sql("""UPDATE "DefinitionVersions" SET "Description" = COALESCE(json_extract("Json", '$.description'), ''), "IsUsableAsActivity" = COALESCE(json_extract("Json", '$.options.usableAsActivity'), 0), "SearchText" = lower("Name" || char(10) || "DefinitionId")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DefinitionChanges");

            migrationBuilder.DropTable(
                name: "DefinitionEditors");

            migrationBuilder.DropIndex(
                name: "IX_Instances_CreatedAt_Id",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Instances_DefinitionId_CreatedAt_Id",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Instances_UpdatedAt_Id",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_DefinitionVersions_LatestByAge",
                table: "DefinitionVersions");

            migrationBuilder.DropIndex(
                name: "IX_DefinitionVersions_LatestByName",
                table: "DefinitionVersions");

            migrationBuilder.DropIndex(
                name: "IX_DefinitionVersions_Usable",
                table: "DefinitionVersions");

            migrationBuilder.DropIndex(
                name: "IX_DefinitionVersions_Users",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "IsTest",
                table: "Instances");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "ChangedBy",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "Description",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "Edit",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "IsDraft",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "IsReadonly",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "IsSystem",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "IsUsableAsActivity",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "Warnings",
                table: "DefinitionVersions");
        }
    }
}
