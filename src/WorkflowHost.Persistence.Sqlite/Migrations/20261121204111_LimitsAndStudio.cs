using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
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
                name: "CalendarChanges",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    VersionBefore = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    VersionAfter = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarChanges", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CalendarParts",
                columns: table => new
                {
                    Part = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Change = table.Column<int>(type: "INTEGER", nullable: false),
                    IsCurrent = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarParts", x => new { x.Part, x.Version });
                });

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

            migrationBuilder.CreateTable(
                name: "ExtensionRequests",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LimitId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    InstanceId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Value = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Opinion = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExtensionRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LimitChanges",
                columns: table => new
                {
                    LimitId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Before = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    After = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CalendarVersion = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CalendarChange = table.Column<int>(type: "INTEGER", nullable: true),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LimitChanges", x => new { x.LimitId, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    BureauId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ReadBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "TimeLimits",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    InstanceId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Step = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    BureauId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CalendarOf = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    OpensAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SuspendedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Certainty = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false),
                    CalendarVersion = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IsOpen = table.Column<bool>(type: "INTEGER", nullable: false),
                    SetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
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
            migrationBuilder.Sql("""UPDATE "DefinitionVersions" SET "Description" = COALESCE(json_extract("Json", '$.description'), ''), "IsUsableAsActivity" = COALESCE(json_extract("Json", '$.options.usableAsActivity'), 0), "SearchText" = lower("Name" || char(10) || "DefinitionId")""");
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
