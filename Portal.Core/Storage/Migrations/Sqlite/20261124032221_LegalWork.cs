using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LegalWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "VoidedAt",
                table: "Scopes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Minimum",
                table: "ScopeProposals",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ThirdParties",
                table: "ScopeProposals",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Minimum",
                table: "ScopeDrafts",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ThirdParties",
                table: "ScopeDrafts",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "AcknowledgedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Categories",
                table: "Preservations",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "[\"Subscriber\",\"Interaction\",\"ContentDm\"]");

            migrationBuilder.AddColumn<long>(
                name: "DecidedAt",
                table: "Preservations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndReason",
                table: "Preservations",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EndedAt",
                table: "Preservations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FirstExpiresAt",
                table: "Preservations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OrderFields",
                table: "Preservations",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "RuleBookVersion",
                table: "Preservations",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "2026-11");

            migrationBuilder.AddColumn<long>(
                name: "SnapshotAt",
                table: "Preservations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CorrespondenceId",
                table: "Documents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Purpose",
                table: "Documents",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Order");

            migrationBuilder.AddColumn<long>(
                name: "OpenedAt",
                table: "Correspondence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OpenedByName",
                table: "Correspondence",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PdfBlobKey",
                table: "Correspondence",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PdfLength",
                table: "Correspondence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PdfSha256",
                table: "Correspondence",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PrintedAt",
                table: "Correspondence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FlaggedSince",
                table: "Agencies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                computedColumnSql: "COALESCE(CASE WHEN AcknowledgeBy IS NOT NULL AND (RespondBy IS NULL OR AcknowledgeBy < RespondBy) THEN AcknowledgeBy ELSE RespondBy END, 3155378975999999999)");

            migrationBuilder.CreateTable(
                name: "Appeals",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    FiledById = table.Column<Guid>(type: "TEXT", nullable: false),
                    FiledByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FiledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Words = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Appeals", x => x.RequestId);
                    table.ForeignKey(
                        name: "FK_Appeals_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuthorityNotifications",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Contact = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NotifiedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorityNotifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AuthorityNotifications_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EarlierLinks",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EarlierId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierLinks", x => new { x.RequestId, x.EarlierId, x.Kind });
                    table.ForeignKey(
                        name: "FK_EarlierLinks_Requests_EarlierId",
                        column: x => x.EarlierId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_EarlierLinks_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EarlierMarks",
                columns: table => new
                {
                    Value = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierMarks", x => new { x.Value, x.RequestId });
                    table.ForeignKey(
                        name: "FK_EarlierMarks_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EnforcingAnswers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    RecordedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnforcingAnswers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EnforcingAnswers_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FollowUps",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    AgencyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReleasedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ProcessId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProcessReference = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ProcessNamedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ConfirmedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FlaggedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUps", x => x.RequestId);
                    table.ForeignKey(
                        name: "FK_FollowUps_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToStaff = table.Column<bool>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueDay = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    GivenUpAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    Lease = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModerationReferrals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    IssuingAuthority = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    IssuingState = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    TerritorialScope = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReferredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModerationReferrals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ModerationReferrals_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NonDisclosureOrders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Court = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Judge = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Law = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Docket = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    SignedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RenewsId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AlarmAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    StatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    StatedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    StatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OverAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OverReason = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    OverByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NonDisclosureOrders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NonDisclosureOrders_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NoticeDecisions",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ReviewOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Unnamed = table.Column<bool>(type: "INTEGER", nullable: false),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PeriodEndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LatestAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Steps = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ObjectedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Objection = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    ObjectionByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ObjectionDecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ObjectionAnswer = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    ObjectionDecidedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeDecisions", x => x.RequestId);
                    table.ForeignKey(
                        name: "FK_NoticeDecisions_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PreservationLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreservationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Html = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    PlainText = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    TemplateName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    TemplateVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    TemplateSha256 = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreservationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    IdentifierKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IdentifierValue = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Resolution = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ResolvedId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ArchiveMark = table.Column<long>(type: "INTEGER", nullable: true),
                    SealedKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Expected = table.Column<long>(type: "INTEGER", nullable: false),
                    Messages = table.Column<long>(type: "INTEGER", nullable: false),
                    EarlierTexts = table.Column<long>(type: "INTEGER", nullable: false),
                    Edited = table.Column<long>(type: "INTEGER", nullable: false),
                    Deleted = table.Column<long>(type: "INTEGER", nullable: false),
                    Accounts = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    LastUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DestroyedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    ProblemAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeasedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    FenceToken = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
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
                name: "RefusalForms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Effect = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AnswerBy = table.Column<long>(type: "INTEGER", nullable: true),
                    SentByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefusalForms", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefusalForms_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "RequestExtensions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Law = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Before = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    GrantedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Finding = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestExtensions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestExtensions_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RequestFurtherLaws",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Instrument = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestFurtherLaws", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestFurtherLaws_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RequestPauses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Question = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    SecondsLeft = table.Column<long>(type: "INTEGER", nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestPauses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestPauses_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "UserNotices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Handle = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DelayedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TemplateName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    TemplateVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    TemplateSha256 = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    PlainText = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeliverySha256 = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UserNotices_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PreservationSegments",
                columns: table => new
                {
                    SnapshotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    BlobKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Messages = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
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
                name: "IX_Preservations_LinkedRequestId",
                table: "Preservations",
                column: "LinkedRequestId");

            migrationBuilder.CreateIndex(
                name: "IX_Preservations_Status_ExpiresAt",
                table: "Preservations",
                columns: new[] { "Status", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Documents_CorrespondenceId",
                table: "Documents",
                column: "CorrespondenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Documents_Sha256",
                table: "Documents",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Stage",
                table: "Disclosures",
                column: "Stage");

            migrationBuilder.CreateIndex(
                name: "IX_Correspondence_Direction_OpenedAt",
                table: "Correspondence",
                columns: new[] { "Direction", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_Outcome",
                table: "Appeals",
                column: "Outcome");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorityNotifications_RequestId",
                table: "AuthorityNotifications",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_EarlierLinks_EarlierId",
                table: "EarlierLinks",
                column: "EarlierId");

            migrationBuilder.CreateIndex(
                name: "IX_EarlierMarks_RequestId",
                table: "EarlierMarks",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_EnforcingAnswers_RequestId",
                table: "EnforcingAnswers",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_AgencyId",
                table: "FollowUps",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_Status_DueAt",
                table: "FollowUps",
                columns: new[] { "Status", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Mails_SentAt_GivenUpAt_NextTryAt",
                table: "Mails",
                columns: new[] { "SentAt", "GivenUpAt", "NextTryAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Mails_SubjectId_Kind_PersonId",
                table: "Mails",
                columns: new[] { "SubjectId", "Kind", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_ModerationReferrals_DeliveredAt",
                table: "ModerationReferrals",
                column: "DeliveredAt");

            migrationBuilder.CreateIndex(
                name: "IX_ModerationReferrals_RequestId",
                table: "ModerationReferrals",
                column: "RequestId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NonDisclosureOrders_RequestId",
                table: "NonDisclosureOrders",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_NonDisclosureOrders_Status_EndsAt",
                table: "NonDisclosureOrders",
                columns: new[] { "Status", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_NoticeDecisions_PeriodEndsAt",
                table: "NoticeDecisions",
                column: "PeriodEndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_PreservationLetters_PreservationId",
                table: "PreservationLetters",
                column: "PreservationId");

            migrationBuilder.CreateIndex(
                name: "IX_PreservationSnapshots_PreservationId_Number",
                table: "PreservationSnapshots",
                columns: new[] { "PreservationId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefusalForms_RequestId",
                table: "RefusalForms",
                column: "RequestId");

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
                name: "IX_RequestExtensions_RequestId",
                table: "RequestExtensions",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestFurtherLaws_RequestId",
                table: "RequestFurtherLaws",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestPauses_RequestId",
                table: "RequestPauses",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_PersonId_NormalizedName",
                table: "SavedViews",
                columns: new[] { "PersonId", "NormalizedName" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SeenReminders_ReminderId",
                table: "SeenReminders",
                column: "ReminderId");

            migrationBuilder.CreateIndex(
                name: "IX_UserNotices_RequestId_AccountId",
                table: "UserNotices",
                columns: new[] { "RequestId", "AccountId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UserNotices_Status",
                table: "UserNotices",
                column: "Status");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Appeals");

            migrationBuilder.DropTable(
                name: "AuthorityNotifications");

            migrationBuilder.DropTable(
                name: "EarlierLinks");

            migrationBuilder.DropTable(
                name: "EarlierMarks");

            migrationBuilder.DropTable(
                name: "EnforcingAnswers");

            migrationBuilder.DropTable(
                name: "FollowUps");

            migrationBuilder.DropTable(
                name: "Mails");

            migrationBuilder.DropTable(
                name: "ModerationReferrals");

            migrationBuilder.DropTable(
                name: "NonDisclosureOrders");

            migrationBuilder.DropTable(
                name: "NoticeDecisions");

            migrationBuilder.DropTable(
                name: "PreservationLetters");

            migrationBuilder.DropTable(
                name: "PreservationSegments");

            migrationBuilder.DropTable(
                name: "RefusalForms");

            migrationBuilder.DropTable(
                name: "RequestExtensions");

            migrationBuilder.DropTable(
                name: "RequestFurtherLaws");

            migrationBuilder.DropTable(
                name: "RequestPauses");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "SeenReminders");

            migrationBuilder.DropTable(
                name: "UserNotices");

            migrationBuilder.DropTable(
                name: "PreservationSnapshots");

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
                name: "IX_Preservations_LinkedRequestId",
                table: "Preservations");

            migrationBuilder.DropIndex(
                name: "IX_Preservations_Status_ExpiresAt",
                table: "Preservations");

            migrationBuilder.DropIndex(
                name: "IX_Documents_CorrespondenceId",
                table: "Documents");

            migrationBuilder.DropIndex(
                name: "IX_Documents_Sha256",
                table: "Documents");

            migrationBuilder.DropIndex(
                name: "IX_Disclosures_Stage",
                table: "Disclosures");

            migrationBuilder.DropIndex(
                name: "IX_Correspondence_Direction_OpenedAt",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "VoidedAt",
                table: "Scopes");

            migrationBuilder.DropColumn(
                name: "Minimum",
                table: "ScopeProposals");

            migrationBuilder.DropColumn(
                name: "ThirdParties",
                table: "ScopeProposals");

            migrationBuilder.DropColumn(
                name: "Minimum",
                table: "ScopeDrafts");

            migrationBuilder.DropColumn(
                name: "ThirdParties",
                table: "ScopeDrafts");

            migrationBuilder.DropColumn(
                name: "AcknowledgedAt",
                table: "Requests");

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

            migrationBuilder.DropColumn(
                name: "CorrespondenceId",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "Purpose",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "OpenedAt",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "OpenedByName",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "PdfBlobKey",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "PdfLength",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "PdfSha256",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "PrintedAt",
                table: "Correspondence");

            migrationBuilder.DropColumn(
                name: "FlaggedSince",
                table: "Agencies");
        }
    }
}
