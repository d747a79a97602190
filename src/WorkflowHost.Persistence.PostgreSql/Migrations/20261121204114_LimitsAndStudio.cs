using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class LimitsAndStudio : Migration
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
                name: "CalendarChanges",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    VersionBefore = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    VersionAfter = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarChanges", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CalendarParts",
                columns: table => new
                {
                    Part = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Origin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Change = table.Column<int>(type: "integer", nullable: false),
                    IsCurrent = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarParts", x => new { x.Part, x.Version });
                });

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

            migrationBuilder.CreateTable(
                name: "ExtensionRequests",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    LimitId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    InstanceId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Value = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AskedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    AskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    DecidedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Opinion = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExtensionRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LimitChanges",
                columns: table => new
                {
                    LimitId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<DateOnly>(type: "date", nullable: true),
                    After = table.Column<DateOnly>(type: "date", nullable: true),
                    CalendarVersion = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CalendarChange = table.Column<int>(type: "integer", nullable: true),
                    Actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LimitChanges", x => new { x.LimitId, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    BureauId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InstanceId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReadBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "TimeLimits",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    InstanceId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Step = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    BureauId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    CalendarOf = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Facts = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FirstDay = table.Column<DateOnly>(type: "date", nullable: true),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: true),
                    OpensAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SuspendedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Certainty = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Sentence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CalendarVersion = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    EndsOn = table.Column<DateOnly>(type: "date", nullable: false),
                    IsOpen = table.Column<bool>(type: "boolean", nullable: false),
                    SetAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TimeLimits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TimeLimits_Instances_InstanceId",
                        column: x => x.InstanceId,
                        principalTable: "Instances",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "IX_DefinitionVersions_Current",
                table: "DefinitionVersions",
                columns: new[] { "CreatedAt", "Id" },
                filter: "\"IsLatest\" OR \"IsPublished\"");

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
                columns: new[] { "Version", "Id" },
                filter: "\"IsUsableAsActivity\"");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionVersions_Users",
                table: "DefinitionVersions",
                column: "Id",
                filter: "\"Uses\" <> '{}'");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarParts_IsCurrent",
                table: "CalendarParts",
                column: "IsCurrent");

            migrationBuilder.CreateIndex(
                name: "IX_DefinitionChanges_DefinitionId_Id",
                table: "DefinitionChanges",
                columns: new[] { "DefinitionId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ExtensionRequests_CaseId_AskedAt_Id",
                table: "ExtensionRequests",
                columns: new[] { "CaseId", "AskedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ExtensionRequests_LimitId",
                table: "ExtensionRequests",
                column: "LimitId");

            migrationBuilder.CreateIndex(
                name: "IX_LimitChanges_CalendarChange_LimitId",
                table: "LimitChanges",
                columns: new[] { "CalendarChange", "LimitId" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_BureauId_At_Key",
                table: "Notices",
                columns: new[] { "BureauId", "At", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_BureauId_ReadAt_At_Key",
                table: "Notices",
                columns: new[] { "BureauId", "ReadAt", "At", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_TimeLimits_CaseId_EndsOn_Id",
                table: "TimeLimits",
                columns: new[] { "CaseId", "EndsOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TimeLimits_InstanceId",
                table: "TimeLimits",
                column: "InstanceId");

            migrationBuilder.CreateIndex(
                name: "IX_TimeLimits_IsOpen_CalendarVersion_Id",
                table: "TimeLimits",
                columns: new[] { "IsOpen", "CalendarVersion", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TimeLimits_IsOpen_EndsOn_Id",
                table: "TimeLimits",
                columns: new[] { "IsOpen", "EndsOn", "Id" });

            // Lists read columns; what older versions say of themselves stands only in their drawing.
            migrationBuilder.Sql("""UPDATE "DefinitionVersions" SET "Description" = COALESCE(("Json"::jsonb)->>'description', ''), "IsUsableAsActivity" = COALESCE((("Json"::jsonb)->'options'->>'usableAsActivity')::boolean, FALSE), "SearchText" = lower("Name" || chr(10) || "DefinitionId")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarChanges");

            migrationBuilder.DropTable(
                name: "CalendarParts");

            migrationBuilder.DropTable(
                name: "DefinitionChanges");

            migrationBuilder.DropTable(
                name: "DefinitionEditors");

            migrationBuilder.DropTable(
                name: "ExtensionRequests");

            migrationBuilder.DropTable(
                name: "LimitChanges");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "TimeLimits");

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
                name: "IX_DefinitionVersions_Current",
                table: "DefinitionVersions");

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
