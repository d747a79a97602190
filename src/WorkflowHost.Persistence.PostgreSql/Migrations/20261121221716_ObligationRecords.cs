using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ObligationRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ObligationsAtWork",
                columns: table => new
                {
                    BookmarkId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ObligationId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    InstanceId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Step = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    MaySettle = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObligationsAtWork", x => new { x.BookmarkId, x.ObligationId });
                    table.ForeignKey(
                        name: "FK_ObligationsAtWork_Instances_InstanceId",
                        column: x => x.InstanceId,
                        principalTable: "Instances",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SettledObligations",
                columns: table => new
                {
                    InstanceId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ObligationId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Step = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LimitId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettledObligations", x => new { x.InstanceId, x.ObligationId });
                    table.ForeignKey(
                        name: "FK_SettledObligations_Instances_InstanceId",
                        column: x => x.InstanceId,
                        principalTable: "Instances",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ObligationsAtWork_CaseId_Since",
                table: "ObligationsAtWork",
                columns: new[] { "CaseId", "Since" });

            migrationBuilder.CreateIndex(
                name: "IX_ObligationsAtWork_InstanceId",
                table: "ObligationsAtWork",
                column: "InstanceId");

            migrationBuilder.CreateIndex(
                name: "IX_ObligationsAtWork_ObligationId_DueAt_CaseId",
                table: "ObligationsAtWork",
                columns: new[] { "ObligationId", "DueAt", "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_SettledObligations_CaseId_ObligationId",
                table: "SettledObligations",
                columns: new[] { "CaseId", "ObligationId" });

            migrationBuilder.CreateIndex(
                name: "IX_SettledObligations_ObligationId_Outcome_At_CaseId",
                table: "SettledObligations",
                columns: new[] { "ObligationId", "Outcome", "At", "CaseId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ObligationsAtWork");

            migrationBuilder.DropTable(
                name: "SettledObligations");
        }
    }
}
