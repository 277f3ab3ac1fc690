using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive;
using Portal.Core.Disclosures;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Tests.Core.Disclosures;

/// <summary>What must never become a package.</summary>
public sealed class RefusedBuildTests
{
    [Theory]
    [InlineData("UPDATE Scopes SET Statement = CAST(replace(CAST(Statement AS TEXT), '\"ann\"', '\"bob\"') AS BLOB) WHERE Id = {0}")]
    [InlineData("UPDATE Scopes SET Sha256 = 'aa' WHERE Id = {0}")]
    [InlineData("UPDATE Scopes SET KeyId = 'aa' WHERE Id = {0}")]
    [InlineData("UPDATE Scopes SET Signature = x'00' WHERE Id = {0}")]
    [InlineData("UPDATE Scopes SET Statement = x'', Signature = x'' WHERE Id = {0}")]
    [InlineData("DELETE FROM Scopes WHERE Id = {0}")]
    public async Task Build_OfAScopeWhoseRowWasChanged_IsRefusedAndRecorded(string tampering)
    {
        AlteredArchive? archive = null;
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => archive = new AlteredArchive(inner) });
        await host.ImportAsync(5);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        var scopeId = (await host.RowAsync(id)).ScopeId;
        await host.WithDbAsync(db => db.Database.ExecuteSqlAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create(tampering, scopeId)));

        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

        await AssertNothingLeftAsync(host, id, RequestStatus.Queued, "scope.refused");
        Assert.Equal(0, archive!.Reads);
    }

    [Fact]
    public async Task Build_WithTheSignedScopeOfAnotherRequest_IsRefused()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(5);
        var wide = await host.QueueAsync(DisclosureHost.Line("L1", null, DataCategory.ContentDm));
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.Interaction));
        var (other, own) = ((await host.RowAsync(wide)).ScopeId, (await host.RowAsync(id)).ScopeId);
        // The whole row of the wider scope, signature and all, under this package's scope id.
        await host.WithDbAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE Scopes SET (Statement, Sha256, Signature, KeyId) = (SELECT Statement, Sha256, Signature, KeyId FROM Scopes WHERE Id = {other}) WHERE Id = {own}"));

        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

        await AssertNothingLeftAsync(host, id, RequestStatus.Queued, "scope.refused");
    }

    [Fact]
    public async Task Build_WhoseRecountDiffersInNumber_IsNotSealed() =>
        await AssertRecountStopsAsync(tally => tally with { ByLine = tally.ByLine.SetItem("L1", tally.ByLine["L1"] + 1) });

    [Fact]
    public async Task Build_WhoseRecountFindsOtherMessages_IsNotSealed() =>
        await AssertRecountStopsAsync(tally =>
        {
            var others = new RecordFingerprint();
            for (var i = 0; i < tally.Total; i++) others.Add($"other{i}");
            return tally with { Fingerprint = others.ToString() };
        });

    [Fact]
    public async Task Build_WhoseArchiveLeavesARecordOut_IsNotSealed()
    {
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => new AlteredArchive(inner) { OnRead = r => r.MessageId == "m000003" ? null : r } });
        await host.ImportAsync(15);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

        await AssertNothingLeftAsync(host, id, RequestStatus.Extracting, "recount.differed");
    }

    [Theory]
    [InlineData("window")]
    [InlineData("party")]
    [InlineData("line")]
    [InlineData("twice")]
    public async Task Build_WhoseArchiveGivesTooMuch_KeepsNothingOfIt(string fault)
    {
        MessageRecord? first = null;
        MessageRecord Alter(MessageRecord record)
        {
            first ??= record;
            if (record.MessageId != "m000004") return record;
            return fault switch
            {
                "window" => record with { SentUtc = DisclosureHost.Year.EndUtc },
                "party" => record with { SenderId = "eve", RecipientIds = ["mallory"] },
                "line" => record with { AuthorisationLine = "L9" },
                _ => first,
            };
        }
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => new AlteredArchive(inner) { OnRead = Alter } });
        await host.ImportAsync(15);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

        await AssertNothingLeftAsync(host, id, RequestStatus.Extracting, "build.stopped");
        Assert.Empty(host.BlobFiles());
    }

    private static async Task AssertRecountStopsAsync(Func<RecordTally, RecordTally> alter)
    {
        AlteredArchive? archive = null;
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => archive = new AlteredArchive(inner) { OnRecount = alter } });
        await host.ImportAsync(15);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));
        await AssertNothingLeftAsync(host, id, RequestStatus.Extracting, "recount.differed");

        // Once the archive is mended the same build goes on to its end.
        archive!.OnRecount = null;
        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
    }

    private static async Task AssertNothingLeftAsync(DisclosureHost host, Guid id, RequestStatus status, string lastEvent)
    {
        var row = await host.RowAsync(id);
        Assert.NotNull(row.Problem);
        Assert.Null(row.SealedAt);
        Assert.Null(row.BlobKey);
        Assert.Equal(status, await host.StatusAsync(id));
        Assert.Equal(lastEvent, (await host.EventsAsync())[^1]);
    }
}
