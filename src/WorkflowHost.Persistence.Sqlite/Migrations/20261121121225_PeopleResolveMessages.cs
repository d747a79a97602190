using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkflowHost.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PeopleResolveMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HasBegun",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Resends",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Retries",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            // What was being sent by a release that did not note the departure may have left.
            migrationBuilder.Sql("UPDATE \"Outbox\" SET \"HasBegun\" = TRUE WHERE \"State\" = 'Sending'");

            migrationBuilder.CreateTable(
                name: "OutboxChanges",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxChanges", x => new { x.Key, x.Revision });
                    table.ForeignKey(
                        name: "FK_OutboxChanges_Outbox_Key",
                        column: x => x.Key,
                        principalTable: "Outbox",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OutboxChanges");

            migrationBuilder.DropColumn(
                name: "HasBegun",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Resends",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Retries",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Outbox");
        }
    }
}
