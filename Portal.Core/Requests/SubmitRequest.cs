using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.EuEvidence;
using Portal.Core.Notices;
using Portal.Core.Notifications;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// The officer sends the request. Everything the rule book demands is checked, all that is wrong is said at once, and the
/// request gets its reference, its edition of the rule book and its clocks.
/// </summary>
public sealed class SubmitRequest(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, MailQueue mails, TimeProvider clock)
{
    public const string Series = "PR";

    /// <param name="Declared">The officer has ticked that the request is true and made in the course of duty.</param>
    public sealed record Input(Guid RequestId, bool Declared);

    /// <returns>The reference.</returns>
    /// <exception cref="RuleViolation">With everything that is missing or wrong.</exception>
    public Task<string> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "submit the request",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandFiler(actor);
                var now = clock.GetUtcNow();
                var documents = await db.OrdersOf(request.Id).CountAsync(ct);
                var problems = Problems(request, documents, now);
                if (!input.Declared)
                    problems.Add(new RuleViolation("declaration.missing", "Confirm that the request is true and made in the course of your duty.", nameof(input.Declared)));
                if (problems.Count > 0) throw RuleViolation.Of(problems);

                request.Accept(await db.NextReferenceAsync(Series, now, ct), law.CurrentVersion(now), now);
                db.EarlierMarks.AddRange(EarlierMark.Of(request));
                audit.Record(request.Apply(RequestAction.Submit, actor, now), actor);
                request.Recalculate(law, now);
                StateNonDisclosureOrder.FromForm(db, audit, request, actor, now);
                await TellAsync(request, ct);
                return request.Reference!;
            },
            ct);
    }

    private async Task TellAsync(LegalRequest request, CancellationToken ct)
    {
        await mails.ToOfficerAsync(request, MailKind.RequestReceived, ct);
        if (law.IsEmergency(request)) await mails.ToOnCallAsync(request, MailKind.EmergencyArrived, (request.AcknowledgeBy ?? request.RespondBy) is { } due ? MailDue.When(due) : null, ct);
        if (law.NeedsCoSignature(request)) await mails.ToSupervisorsAsync(request, MailKind.CoSignatureNeeded, ct);
    }

    /// <summary>What still stands in the way, for the review page too: in the order of the form.</summary>
    public List<RuleViolation> Problems(LegalRequest request, int documents, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new List<RuleViolation>();
        if (request.Agency.Status != AgencyStatus.Active)
            problems.Add(new RuleViolation("agency.not-active", $"{request.Agency.Name} is not active in our register. Ask your supervisor to write to us."));
        problems.AddRange(law.FieldProblems(request));
        if (documents == 0 && law.RuleOf(request).DocumentRequired)
            problems.Add(new RuleViolation("document.missing", "Upload the order as a PDF.", "document"));
        if (request.Targets.Count == 0 && !AuthorityLaw.IsRoutedToModeration(law.RuleOf(request)))
            problems.Add(new RuleViolation("target.missing", "Add at least one account or conversation that the order names.", "targets"));
        foreach (var target in request.Targets.Where(t => request.Lines.All(l => l.TargetId != t.Id)))
            problems.Add(new RuleViolation("target.no-line", $"Say which records of {target.Label} the order asks for, or remove the target.", "records"));
        foreach (var line in request.Lines)
            problems.AddRange(law.LineProblems(request, line, now));
        return problems;
    }
}
