using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PreservationSnapshots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Categories",
                table: "Preservations",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DecidedAt",
                table: "Preservations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndReason",
                table: "Preservations",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "EndedAt",
                table: "Preservations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "FirstExpiresAt",
                table: "Preservations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OrderFields",
                table: "Preservations",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RuleBookVersion",
                table: "Preservations",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SnapshotAt",
                table: "Preservations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PreservationLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PreservationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ByName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Html = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    PlainText = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    TemplateName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    TemplateVersion = table.Column<int>(type: "int", nullable: false),
                    TemplateSha256 = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PreservationLetters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PreservationLetters_Preservations_PreservationId",
                        column: x => x.PreservationId,
                        principalTable: "Preservations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PreservationSnapshots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PreservationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    IdentifierKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    IdentifierValue = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Resolution = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ResolvedId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ArchiveMark = table.Column<long>(type: "bigint", nullable: true),
                    SealedKey = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Expected = table.Column<long>(type: "bigint", nullable: false),
                    Messages = table.Column<long>(type: "bigint", nullable: false),
                    EarlierTexts = table.Column<long>(type: "bigint", nullable: false),
                    Edited = table.Column<long>(type: "bigint", nullable: false),
                    Deleted = table.Column<long>(type: "bigint", nullable: false),
                    Accounts = table.Column<long>(type: "bigint", nullable: false),
                    FirstUtc = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LastUtc = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LastSequence = table.Column<long>(type: "bigint", nullable: true),
                    Fingerprint = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    TakenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    DestroyedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Problem = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    ProblemAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LeasedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    FenceToken = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PreservationSnapshots", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PreservationSnapshots_Preservations_PreservationId",
                        column: x => x.PreservationId,
                        principalTable: "Preservations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PreservationSegments",
                columns: table => new
                {
                    SnapshotId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    BlobKey = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Messages = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PreservationSegments", x => new { x.SnapshotId, x.Number });
                    table.ForeignKey(
                        name: "FK_PreservationSegments_PreservationSnapshots_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "PreservationSnapshots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Preservations_LinkedRequestId",
                table: "Preservations",
                column: "LinkedRequestId");

            migrationBuilder.CreateIndex(
                name: "IX_Preservations_Status_ExpiresAt",
                table: "Preservations",
                columns: new[] { "Status", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PreservationLetters_PreservationId",
                table: "PreservationLetters",
                column: "PreservationId");

            migrationBuilder.CreateIndex(
                name: "IX_PreservationSnapshots_PreservationId_Number",
                table: "PreservationSnapshots",
                columns: new[] { "PreservationId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PreservationLetters");

            migrationBuilder.DropTable(
                name: "PreservationSegments");

            migrationBuilder.DropTable(
                name: "PreservationSnapshots");

            migrationBuilder.DropIndex(
                name: "IX_Preservations_LinkedRequestId",
                table: "Preservations");

            migrationBuilder.DropIndex(
                name: "IX_Preservations_Status_ExpiresAt",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "Categories",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "EndReason",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "FirstExpiresAt",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "OrderFields",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "RuleBookVersion",
                table: "Preservations");

            migrationBuilder.DropColumn(
                name: "SnapshotAt",
                table: "Preservations");
        }
    }
}
