using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.PostgreSql.Migrations
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ChangedAt",
                table: "DefinitionVersions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChangedBy",
                table: "DefinitionVersions",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "system",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "DefinitionVersions",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "Edit",
                table: "DefinitionVersions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsDraft",
                table: "DefinitionVersions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsReadonly",
                table: "DefinitionVersions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsSystem",
                table: "DefinitionVersions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsUsableAsActivity",
                table: "DefinitionVersions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "DefinitionVersions",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Warnings",
                table: "DefinitionVersions",
                type: "text",
                nullable: false,
                defaultValue: "[]",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "DefinitionChanges",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    DefinitionId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefinitionChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DefinitionEditors",
                columns: table => new
                {
                    DefinitionId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    AccountId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSavedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
            migrationBuilder.Sql("""UPDATE "DefinitionVersions" SET "Description" = COALESCE(("Json"::jsonb)->>'description', ''), "IsUsableAsActivity" = COALESCE((("Json"::jsonb)->'options'->>'usableAsActivity')::boolean, FALSE), "SearchText" = lower("Name" || chr(10) || "DefinitionId")""");
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
