using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

public sealed class IdentifierResolutionTests : IDisposable
{
    private readonly ArchiveFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("heron", "2024-03-09", ResolutionOutcome.Resolved, "u1")]
    [InlineData("heron", "2024-03-10", ResolutionOutcome.Ambiguous, null)]
    [InlineData("heron", "2024-03-11", ResolutionOutcome.Resolved, "u2")]
    [InlineData("@HERON ", "2024-03-11", ResolutionOutcome.Resolved, "u2")]
    [InlineData("heron", "2019-12-31", ResolutionOutcome.Unknown, null)]
    [InlineData("heron", null, ResolutionOutcome.Resolved, "u2")]
    [InlineData("grey", "2024-03-10", ResolutionOutcome.Resolved, "u1")]
    [InlineData("grey", "2024-03-09", ResolutionOutcome.Unknown, null)]
    [InlineData("Walk-In", "2001-01-01", ResolutionOutcome.Resolved, "walk-in")]
    [InlineData("nobody", null, ResolutionOutcome.Unknown, null)]
    [InlineData("", null, ResolutionOutcome.Unknown, null)]
    public async Task Resolve_HandleOnADay_NamesWhoHeldItThen(string handle, string? day, ResolutionOutcome outcome, string? account)
    {
        var archive = await Filled();

        var resolution = await archive.ResolveAsync(new AccountIdentifier(IdentifierKind.Handle, handle), day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Ct);

        Assert.Equal((outcome, account), (resolution.Outcome, resolution.Id));
        Assert.Equal(outcome switch { ResolutionOutcome.Resolved => 1, ResolutionOutcome.Ambiguous => 2, _ => 0 }, resolution.Candidates);
    }

    [Theory]
    [InlineData(IdentifierKind.AccountId, "u1", "u1")]
    [InlineData(IdentifierKind.AccountId, "U1", null)]
    [InlineData(IdentifierKind.Email, " One@Example.ORG ", "u1")]
    [InlineData(IdentifierKind.Phone, "0044 7700 900001", "u1")]
    [InlineData(IdentifierKind.Phone, "+44 (7700) 900-001", "u1")]
    [InlineData(IdentifierKind.ConversationId, "c1", "c1")]
    [InlineData(IdentifierKind.ConversationId, "C1", null)]
    public async Task Resolve_OtherIdentifiers_ByTheirNormalForm(IdentifierKind kind, string value, string? expected)
    {
        var resolution = await (await Filled()).ResolveAsync(new AccountIdentifier(kind, value), null, Ct);

        Assert.Equal(expected, resolution.Id);
        Assert.Equal(expected is null ? ResolutionOutcome.Unknown : ResolutionOutcome.Resolved, resolution.Outcome);
    }

    [Fact]
    public async Task Read_SenderWhoChangedHandle_IsNamedAsThen()
    {
        var archive = await Filled();
        var scope = MessageArchiveContract.Scope([MessageArchiveContract.Line(RecordSelector.For("u1", null, DataCategory.Interaction, Year))]);

        var records = await MessageArchiveContract.Read(archive, scope, null, await archive.MarkAsync(Ct));

        Assert.Equal(["heron", "grey"], records.Select(record => record.SenderHandleThen));
    }

    [Fact]
    public async Task ReadAccounts_SubscriberLines_GiveEachAccountOnceWithTheWindowsHandles()
    {
        var archive = await Filled();
        var before = new UtcWindow(Year.StartUtc, new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var scope = MessageArchiveContract.Scope([
            MessageArchiveContract.Line(RecordSelector.For("u1", null, DataCategory.Subscriber, before), "L1"),
            MessageArchiveContract.Line(RecordSelector.For("u1", null, DataCategory.Subscriber, Year), "L2"),
            MessageArchiveContract.Line(RecordSelector.For("u2", null, DataCategory.Interaction, Year), "L3"),
            MessageArchiveContract.Line(RecordSelector.For("ghost", null, DataCategory.Subscriber, Year), "L4"),
        ]);

        var accounts = new List<AccountRecord>();
        await foreach (var account in archive.ReadAccountsAsync(scope, Ct)) accounts.Add(account);

        var only = Assert.Single(accounts);
        Assert.Equal(("u1", "grey", "one@example.org", "L1"), (only.AccountId, only.Handle, only.Email, only.AuthorisationLine));
        Assert.Equal("heron", Assert.Single(only.Handles).Handle);
    }

    public void Dispose() => folder.Dispose();

    private static UtcWindow Year { get; } = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private async Task<EmbeddedArchive> Filled()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive,
            ArchiveFolder.Row(new
            {
                record = "account", account_id = "u1", handle = "grey", email = "one@example.org", phone = "+44 7700 900001", created_at = "2020-01-01T00:00:00Z",
                handles = new[] { new { handle = "heron", from = "2020-01-01T00:00:00Z", until = (string?)"2024-03-10T12:00:00Z" }, new { handle = "grey", from = "2024-03-10T12:00:00Z", until = (string?)null } },
            })
            + ArchiveFolder.Row(new { record = "account", account_id = "u2", handle = "Heron", handles = new[] { new { handle = "Heron", from = "2024-03-10T12:00:00Z" } } })
            + ArchiveFolder.Message("m1", "2024-03-10T11:59:59Z", sender: "u1", recipient: "walk-in")
            + ArchiveFolder.Message("m2", "2024-03-10T12:00:00Z", sender: "u1", recipient: "walk-in"));
        return archive;
    }
}
