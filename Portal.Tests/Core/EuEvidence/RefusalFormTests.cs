using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Tests.Core.Disclosures;
using Portal.Tests.Core.Pdf;
using Portal.Tests.Support;

namespace Portal.Tests.Core.EuEvidence;

/// <summary>The form of Annex III: its reasons, its two effects, its clocks, and that there is no other way to refuse.</summary>
public sealed class RefusalFormTests : IAsyncLifetime
{
    private readonly TestClock clock = new(EuRoad.Start);
    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    /// <summary>All of the edition's reasons on one form, with a different sentence each, on paper and judged by programs that did not write it.</summary>
    [Fact]
    public async Task Form_WithEveryReason_StatesEachInTheLetterAndInTheSignedPdf()
    {
        PdfTrial.RequireFonts();
        var id = await portal.Road.UnderReviewAsync();
        var reasons = RuleBooks.All[^1].AnnexIIIReasons;
        var draft = EuRoad.Form(RefusalEffect.AwaitAnswer, [.. reasons.Select((r, i) => (r.Code, $"Particular sentence {i} about {r.Code}."))])
            with { ThirdCountryLaw = "United States, 18 U.S.C. § 2702", ThirdCountryConflict = "The person is in the United States.", Clarification = "Which account is meant?" };

        await portal.Road.SendFormAsync(id, draft);

        var letter = await portal.DbAsync(db => db.Correspondence.SingleAsync(c => c.RequestId == id, Ct));
        foreach (var (reason, i) in reasons.Select((r, i) => (r, i)))
        {
            Assert.Contains($"{reason.Name}: {reason.Words} (Source: {reason.Citation})", letter.PlainText, StringComparison.Ordinal);
            Assert.Contains($"Particular sentence {i} about {reason.Code}.", letter.PlainText, StringComparison.Ordinal);
        }
        foreach (var section in "ABCDEFGH") Assert.Contains($"Section {section}: ", letter.PlainText, StringComparison.Ordinal);
        var folder = Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") ?? portal.Folder;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "annex-iii.pdf");
        await portal.InScopeAsync(s => s.GetRequiredService<PrintLetter>().ExecuteAsync(letter.Id, Ct));
        await portal.Road.DoAsync(DemoPeople.Officer, async (s, a) =>
        {
            var opened = await s.GetRequiredService<OpenLetter>().ExecuteAsync(id, letter.Id, a, Ct);
            await using var file = File.Create(path);
            await opened.Pdf!.CopyToAsync(file, Ct);
        });
        var text = Solid((await ExternalTool.RunAsync(folder, "pdftotext", path, "-")).Output);
        Assert.All(reasons, reason => Assert.Contains(Solid(reason.Name), text, StringComparison.Ordinal));
        Assert.Contains(Solid("Parket Voorbeeldstad, NL"), text, StringComparison.Ordinal);
        var verdict = (await ExternalTool.RunAsync(folder, "pdfsig", path)).Output;
        Assert.Contains("Signature is Valid.", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ThatAwaitsAnAnswer_PausesTheRequest_AndTheAnswerBringsItBackToTriage()
    {
        var id = await portal.Road.UnderReviewAsync();

        await portal.Road.SendFormAsync(id, EuRoad.Form(RefusalEffect.AwaitAnswer, ("ANNEX3_INCOMPLETE", "Section F is empty.")));

        Assert.Equal(RequestStatus.NeedsInfo, await portal.StatusAsync(id));
        var form = await portal.DbAsync(db => db.RefusalForms.SingleAsync(Ct));
        // Five days of the authority's calendar after 24 November in Los Angeles.
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 7, 59, 59, TimeSpan.Zero), form.AnswerBy);
        var seen = await portal.Road.AsAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<AgencyRequestQuery>().ExecuteAsync(id, a, Ct), Ct);
        Assert.Contains("form of Annex III", seen.Next.What, StringComparison.Ordinal);
        Assert.Contains("29 November 2026", seen.Next.ByWords, StringComparison.Ordinal);
        Assert.Equal(form.LetterId, seen.Question!.Id);

        await portal.Road.DoAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<AnswerQuestion>().ExecuteAsync(new(id, "Section F is filled in now.", []), a, Ct));
        Assert.Equal(RequestStatus.Triage, await portal.StatusAsync(id));
    }

    [Fact]
    public async Task Form_ThatRefusesForGood_EndsAsNotExecutedAndCountsItsReasons()
    {
        var id = await portal.Road.UnderReviewAsync();

        await portal.Road.SendFormAsync(id, EuRoad.Form(RefusalEffect.NonExecution, ("ANNEX3_DATA_NOT_HELD", "The account never existed.")));

        Assert.Equal(RequestStatus.NonExecution, await portal.StatusAsync(id));
        Assert.Contains("refusal-form.sent", await portal.EventsAsync(id));
        var form = await portal.DbAsync(db => db.RefusalForms.SingleAsync(Ct));
        Assert.Equal((RefusalEffect.NonExecution, (DateTimeOffset?)null, "ANNEX3_DATA_NOT_HELD"), (form.Effect, form.AnswerBy, Assert.Single(form.Reasons).Code));
    }

    [Fact]
    public async Task Form_WhenTheAuthorityStaysSilent_CanStillBeFollowedByARefusal()
    {
        var id = await portal.Road.UnderReviewAsync();
        await portal.Road.SendFormAsync(id, EuRoad.Form(RefusalEffect.AwaitAnswer, ("ANNEX3_INCOMPLETE", "Section F is empty.")));
        clock.Advance(TimeSpan.FromDays(6));

        await portal.Road.SendFormAsync(id, EuRoad.Form(RefusalEffect.NonExecution, ("ANNEX3_INCOMPLETE", "Section F is empty, and nobody answered.")));

        Assert.Equal(RequestStatus.NonExecution, await portal.StatusAsync(id));
    }

    [Fact]
    public async Task Objection_ForAThirdCountrysLaw_EndsAfterTenDays()
    {
        var id = await portal.Road.UnderReviewAsync();
        var draft = EuRoad.Form(RefusalEffect.AwaitAnswer, ("ANNEX3_CONFLICT_OF_LAW", "Another country forbids it.")) with { ThirdCountryLaw = "United States, 18 U.S.C. § 2702", ThirdCountryConflict = "The person is in the United States." };
        var unreasoned = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SendFormAsync(id, draft with { ThirdCountryConflict = null }));
        Assert.Equal("ThirdCountryConflict", unreasoned.Field);

        clock.Advance(TimeSpan.FromDays(11));
        var late = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SendFormAsync(id, draft));

        Assert.Equal("third-country.late", late.Code);
        Assert.Equal(RequestStatus.UnderReview, await portal.StatusAsync(id));
    }

    [Fact]
    public async Task Form_WithoutReasonsOrWords_SaysSoAtEachField()
    {
        var id = await portal.Road.UnderReviewAsync();

        var empty = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SendFormAsync(id, new([], null, null, null, null, null, null)));
        var wordless = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SendFormAsync(id, EuRoad.Form(RefusalEffect.AwaitAnswer, ("ANNEX3_INCOMPLETE", " "))));
        var foreign = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SendFormAsync(id, EuRoad.Form(RefusalEffect.AwaitAnswer, ("FRAUD", "No."))));

        Assert.Equal(["Reasons[0].Picked", "Effect", "Preserved"], empty.All.Select(p => p.Field));
        Assert.Equal("Reasons[0].Words", wordless.Field);
        Assert.Equal("reason.unknown", foreign.Code);
    }

    [Fact]
    public async Task Form_ThatWasNotPreviewed_IsNotSent()
    {
        var id = await portal.Road.UnderReviewAsync();
        var draft = EuRoad.Form(RefusalEffect.NonExecution, ("ANNEX3_DATA_NOT_HELD", "The account never existed."));

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<SendRefusalForm>().ExecuteAsync(new(id, draft, null), a, Ct)));

        Assert.Equal("letter.changed", refusal.Code);
        Assert.Equal(0, await portal.DbAsync(db => db.RefusalForms.CountAsync(Ct)));
    }

    [Fact]
    public async Task Refusal_OfACertificateInOurOwnWords_IsImpossible()
    {
        var id = await portal.Road.UnderReviewAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => portal.Road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.RefuseExecution, "No.", Ct));
        var draft = new RejectionDraft(["NO_OFFENCE"], "No offence.", null);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
        {
            var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
            await s.GetRequiredService<RejectRequest>().ExecuteAsync(new(id, RequestAction.Reject, draft, seen.Sha256), a, Ct);
        }));

        Assert.Equal("step.not-of-instrument", refusal.Code);
        var actions = await portal.Road.AsAsync(DemoPeople.Reviewer, async (s, a) => (await s.GetRequiredService<ReviewRequestQuery>().ExecuteAsync(id, "test", a, Ct)).Actions.Select(x => x.Action).ToList(), Ct);
        Assert.Contains(RequestAction.SendRefusalForm, actions);
        Assert.DoesNotContain(RequestAction.Reject, actions);
    }

    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
