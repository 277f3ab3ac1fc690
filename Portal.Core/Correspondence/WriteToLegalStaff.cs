using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Documents.Intake;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>The agency writes on its request, at any time after it was submitted. It changes nothing of where the request stands.</summary>
public sealed class WriteToLegalStaff(PortalDb db, UnitOfWork unit, AuditTrail audit, DocumentIntake intake, MailQueue mails, TimeProvider clock)
{
    public const int LongestSubject = 120;
    public const int LongestText = 8000;

    /// <param name="Files">Each is read once; the caller disposes of them.</param>
    public sealed record Input(Guid RequestId, string? Subject, string? Text, IReadOnlyList<UploadedPdf> Files);

    /// <exception cref="RuleViolation">Something is missing, the request is a draft, or a document cannot be taken.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        await unit.RunAsync(actor, input.RequestId, "write to the legal staff", () => DemandWritableAsync(input, actor, ct), ct);
        await intake.TakeInAsync(
            input.RequestId,
            DocumentPurpose.Enclosure,
            input.Files,
            actor,
            taken => unit.RunAsync(
                actor,
                input.RequestId,
                "write to the legal staff",
                async () =>
                {
                    if (taken.Refusal is not null) throw taken.Refusal;
                    var request = await DemandWritableAsync(input, actor, ct);
                    var text = input.Text!.Trim();
                    var message = CorrespondenceItem.Reply(request.Id, input.Subject!.Trim(), text, actor, clock.GetUtcNow());
                    db.Correspondence.Add(message);
                    db.Enclose(audit, taken.Documents, message, actor);
                    audit.Record(new MessageWritten(message.Id, text.Length, taken.Documents.Length) { RequestId = request.Id }, actor);
                    await mails.ToLegalStaffAsync(request, MailKind.MessageReceived, ct);
                    return true;
                },
                ct),
            ct);
    }

    private async Task<LegalRequest> DemandWritableAsync(Input input, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.AnswerQuestion);
        var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
        if (request.Reference is null)
            throw new RuleViolation("message.draft", "This is a draft: nobody reads it yet. Submit it first, then write to us on it.");
        var problems = Problems(input).ToList();
        if (problems.Count > 0) throw RuleViolation.Of(problems);
        return request;
    }

    private static IEnumerable<RuleViolation> Problems(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Subject))
            yield return new RuleViolation("subject.missing", "Enter what your message is about, in a few words.", nameof(Input.Subject));
        else if (input.Subject.Length > LongestSubject || input.Subject.Any(char.IsControl))
            yield return new RuleViolation("subject.long", $"Write the subject in one line of at most {LongestSubject} characters.", nameof(Input.Subject));
        if (string.IsNullOrWhiteSpace(input.Text))
            yield return new RuleViolation("text.missing", "Write your message.", nameof(Input.Text));
        else if (input.Text.Length > LongestText)
            yield return new RuleViolation("text.long", $"Shorten the message to {LongestText:N0} characters, and enclose the rest as a document.", nameof(Input.Text));
        if (input.Files.Count > DocumentIntake.MostEnclosures) yield return UploadRefusal.TooManyEnclosures();
    }
}
