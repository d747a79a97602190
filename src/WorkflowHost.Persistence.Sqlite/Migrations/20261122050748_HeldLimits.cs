using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class HeldLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ClosedUntil",
                table: "TimeLimits",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HeldUntil",
                table: "TimeLimits",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MissingNotice",
                table: "TimeLimits",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LateAt",
                table: "Tasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "LateAt",
                table: "Bookmarks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql("UPDATE \"Tasks\" SET \"LateAt\" = \"DueAt\"");

            // Provisional limits are recomputed at the next look, so that what follows from them is held back too.
            migrationBuilder.Sql("UPDATE \"TimeLimits\" SET \"CalendarVersion\" = '' WHERE \"Certainty\" <> 'Published'");

            migrationBuilder.CreateTable(
                name: "CaseHalts",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseHalts", x => x.CaseId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseHalts");

            migrationBuilder.DropColumn(
                name: "ClosedUntil",
                table: "TimeLimits");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "TimeLimits");

            migrationBuilder.DropColumn(
                name: "MissingNotice",
                table: "TimeLimits");

            migrationBuilder.DropColumn(
                name: "LateAt",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "LateAt",
                table: "Bookmarks");
        }
    }
}
