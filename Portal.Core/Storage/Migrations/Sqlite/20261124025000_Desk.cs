using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                computedColumnSql: "COALESCE(CASE WHEN AcknowledgeBy IS NOT NULL AND (RespondBy IS NULL OR AcknowledgeBy < RespondBy) THEN AcknowledgeBy ELSE RespondBy END, 3155378975999999999)");

            migrationBuilder.CreateTable(
                name: "Reminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Matter = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reminders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Filters = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    IsDefault = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeenReminders",
                columns: table => new
                {
                    ReminderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenReminders", x => new { x.PersonId, x.ReminderId });
                    table.ForeignKey(
                        name: "FK_SeenReminders_Reminders_ReminderId",
                        column: x => x.ReminderId,
                        principalTable: "Reminders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_AssignedToId_Status",
                table: "Requests",
                columns: new[] { "AssignedToId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Status_DueAt",
                table: "Requests",
                columns: new[] { "Status", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Status_SubmittedAt",
                table: "Requests",
                columns: new[] { "Status", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Stage",
                table: "Disclosures",
                column: "Stage");

            migrationBuilder.CreateIndex(
                name: "IX_Correspondence_Direction_OpenedAt",
                table: "Correspondence",
                columns: new[] { "Direction", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_SentAt",
                table: "Reminders",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_SubjectId_Matter_DueAt_Stage_Day",
                table: "Reminders",
                columns: new[] { "SubjectId", "Matter", "DueAt", "Stage", "Day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_PersonId_NormalizedName",
                table: "SavedViews",
                columns: new[] { "PersonId", "NormalizedName" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SeenReminders_ReminderId",
                table: "SeenReminders",
                column: "ReminderId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "SeenReminders");

            migrationBuilder.DropTable(
                name: "Reminders");

            migrationBuilder.DropIndex(
                name: "IX_Requests_AssignedToId_Status",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Status_DueAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Status_SubmittedAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Disclosures_Stage",
                table: "Disclosures");

            migrationBuilder.DropIndex(
                name: "IX_Correspondence_Direction_OpenedAt",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "Requests");
        }
    }
}
