using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Documents;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.EuEvidence;

/// <summary>Walks European orders through their life with the demo's people, by the same use cases as the web.</summary>
internal static class EuRoad
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A certificate for content, notified and not spared.</summary>
    public static Dictionary<string, string?> Certificate => new()
    {
        [RequestLaw.IssuerKey] = nameof(IssuerKind.Judge),
        ["issuingState"] = "DE", ["issuingAuthority"] = "Amtsgericht Beispielstadt", ["epocReference"] = "4 Gs 2291/26", ["addressee"] = "Harbour Messaging Europe B.V.",
        ["authorityFrom"] = "2026-03-01", ["authorityTo"] = "2026-03-31", ["offence"] = "Gang theft, § 244a StGB", ["legalProvision"] = "§ 100e StPO",
        ["penaltyThreeYears"] = "yes", ["annexIvOffence"] = "yes", ["userInformationRestricted"] = "yes",
        ["contactName"] = "Dr. Karin Vogt", ["contactPost"] = "Richterin am Amtsgericht", ["contactTelephone"] = "+49 30 5550142", ["contactEmail"] = "vogt@ag.example",
        ["dateSigned"] = "2026-11-20", ["offenceInIssuingState"] = "yes", ["personResidesInIssuingState"] = "no", ["enforcingAuthorityNotified"] = "yes",
        ["enforcingAuthority"] = "Parket Voorbeeldstad, NL", ["enforcingAuthorityContact"] = "+31 20 5550142, parket@om.example", ["returnChannel"] = "The issuing authority, by this portal",
    };

    public static Dictionary<string, string?> ContentOrder => new()
    {
        [RequestLaw.IssuerKey] = nameof(IssuerKind.CompetentAuthority),
        ["legalProvision"] = "Example Media Act, s. 3", ["issuingAuthority"] = "Example Media Authority", ["issuingState"] = "IE", ["orderNumber"] = "EMA-2026-17", ["dateSigned"] = "2026-11-20",
        ["exactUrl"] = "https://harbour.example/p/417?page=2", ["reasons"] = "The post calls for violence.", ["redress"] = "Appeal to the High Court within 28 days.",
        ["territorialScope"] = "Ireland", ["orderLanguage"] = "English", ["contactName"] = "Aoife Byrne", ["contactEmail"] = "byrne@ema.example",
    };

    public static Dictionary<string, string?> InformationOrder => new(ContentOrder.Where(f => f.Key is not ("exactUrl" or "territorialScope")))
    {
        ["authorityFrom"] = "2026-03-01", ["authorityTo"] = "2026-03-31",
    };

    public static async Task<Guid> SubmittedAsync(this DemoRoad road, string instrument = "EU_EPOC_CONTENT", Dictionary<string, string?>? fields = null, DataCategory? category = DataCategory.ContentDm)
    {
        var id = await road.DraftedAsync(instrument, fields ?? Certificate, category);
        await road.AsAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: true), a, Ct), Ct);
        return id;
    }

    public static async Task<Guid> DraftedAsync(this DemoRoad road, string instrument, Dictionary<string, string?> fields, DataCategory? category) => await road.AsAsync(DemoPeople.Officer, async (s, a) =>
    {
        var id = await s.GetRequiredService<StartDraft>().ExecuteAsync(instrument, a, Ct);
        var edit = s.GetRequiredService<EditDraft>();
        await edit.SaveOrderAsync(id, fields, a, Ct);
        if (category is { } asked)
        {
            await edit.AddTargetAsync(id, new(IdentifierKind.Handle, "harbor_lights", null, null, TargetRole.Suspect), a, Ct);
            var target = (await s.GetRequiredService<PortalDb>().Requests.AsNoTracking().LoadAsync(id, a, Ct)).Targets[0].Id;
            await edit.AddLineAsync(id, new(target, asked, "2026-03-01T00:00", "2026-04-01T00:00", "UTC", Direction.Both, null), a, Ct);
        }
        await s.GetRequiredService<AttachOrder>().ExecuteAsync(new(id, "Order.pdf", new MemoryStream(TestPdf.OnePage("Order"))), a, Ct);
        return id;
    }, Ct);

    public static async Task<Guid> UnderReviewAsync(this DemoRoad road, string instrument = "EU_EPOC_CONTENT", Dictionary<string, string?>? fields = null, DataCategory? category = DataCategory.ContentDm)
    {
        var id = await road.SubmittedAsync(instrument, fields, category);
        await road.ReviewAsync(id, Ct);
        return id;
    }

    /// <summary>Through the call-back to triage, where an order for moderation is passed on.</summary>
    public static async Task<Guid> InTriageAsync(this DemoRoad road, string instrument, Dictionary<string, string?> fields, DataCategory? category)
    {
        var id = await road.SubmittedAsync(instrument, fields, category);
        await road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.StartIdentityCheck, null, Ct);
        await road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
        {
            await s.GetRequiredService<RecordCallBack>().ExecuteAsync(new(id, "Registry", CallBackOutcome.Confirmed, "Read back."), a, Ct);
            await s.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, a, Ct);
        });
        return id;
    }

    public static async Task ProposedAndApprovedAsync(this DemoRoad road, Guid id, params LineCuts[] cuts)
    {
        var proposal = await road.ProposeAsync(id, cuts, Ct);
        await road.DoAsync(DemoPeople.Approver, async (s, a) =>
        {
            await s.GetRequiredService<StepUp>().GrantAsync(a, StepUp.Approve, proposal, Ct);
            await s.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposal), a, Ct);
        });
    }

    public static async Task<Guid> HeldAsync(this DemoRoad road, Dictionary<string, string?>? fields = null)
    {
        var id = await road.UnderReviewAsync(fields: fields);
        await road.ProposedAndApprovedAsync(id);
        return id;
    }

    public static Task ClearAsync(this DemoRoad road, Guid id, DemoPerson? by = null) =>
        road.DoAsync(by ?? DemoPeople.Approver, (s, a) => s.GetRequiredService<ClearHold>().ExecuteAsync(new(id, "M. de Wit, officier van justitie", "NL-2026-88"), a, Ct));

    public static ObjectionDraft Objection(EnforcingAnswerKind kind, params string[] grounds) =>
        new(kind, "Parket Voorbeeldstad, NL", "M. de Wit, officier van justitie", "NL-2026-88", [.. grounds.DefaultIfEmpty("ART12_NE_BIS_IN_IDEM")], "The accused was acquitted of one of the two thefts.", null);

    public static Task ObjectAsync(this DemoRoad road, Guid id, ObjectionDraft draft) => road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
    {
        var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
        await s.GetRequiredService<RecordObjection>().ExecuteAsync(new(id, draft, seen.Sha256), a, Ct);
    });

    public static RefusalFormDraft Form(RefusalEffect effect, params (string Code, string Words)[] reasons) =>
        new([.. reasons.Select((r, i) => new PickedReason(i, r.Code, r.Words))], effect, "Parket Voorbeeldstad, NL", null, null, null, "The messages of the account, until 24 January 2027.");

    public static Task SendFormAsync(this DemoRoad road, Guid id, RefusalFormDraft draft) => road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
    {
        var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
        await s.GetRequiredService<SendRefusalForm>().ExecuteAsync(new(id, draft, seen.Sha256), a, Ct);
    });

    public static Task DoAsync(this DemoRoad road, DemoPerson person, Func<IServiceProvider, Actor, Task> act) => road.AsAsync(person, async (services, actor) =>
    {
        await act(services, actor);
        return true;
    }, Ct);

    public static Task<T> DbAsync<T>(this TestPortal portal, Func<PortalDb, Task<T>> read) => portal.InScopeAsync(s => read(s.GetRequiredService<PortalDb>()));

    public static Task<RequestStatus> StatusAsync(this TestPortal portal, Guid id) => portal.DbAsync(db => db.Requests.Where(r => r.Id == id).Select(r => r.Status).SingleAsync(Ct));

    public static Task<List<string>> EventsAsync(this TestPortal portal, Guid id) => portal.DbAsync(db => db.AuditEntries.Where(a => a.RequestId == id).OrderBy(a => a.Id).Select(a => a.Name).ToListAsync(Ct));

    public static Task<int> SilenceAsync(this TestPortal portal) => portal.InScopeAsync(s => s.GetRequiredService<EndSilentHolds>().ExecuteAsync(Actor.Worker(), Ct));
}
