using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class HeldLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ClosedUntil",
                table: "TimeLimits",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HeldUntil",
                table: "TimeLimits",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MissingNotice",
                table: "TimeLimits",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LateAt",
                table: "Tasks",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LateAt",
                table: "Bookmarks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.Sql("UPDATE \"Tasks\" SET \"LateAt\" = \"DueAt\"");

            // Provisional limits are recomputed at the next look, so that what follows from them is held back too.
            migrationBuilder.Sql("UPDATE \"TimeLimits\" SET \"CalendarVersion\" = '' WHERE \"Certainty\" <> 'Published'");

            migrationBuilder.CreateTable(
                name: "CaseHalts",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
