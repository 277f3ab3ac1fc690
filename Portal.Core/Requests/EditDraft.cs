using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests.Clocks;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The officer fills in a draft, a part at a time. Each part is saved as it is sent; what is missing is asked on submission.</summary>
public sealed class EditDraft(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <param name="SecondValue">A further identifier that must mean the same account, or an empty value for none.</param>
    public sealed record Target(IdentifierKind? Kind, string? Value, IdentifierKind? SecondKind, string? SecondValue, TargetRole? Role);

    /// <param name="LocalStart">ISO 8601 local date and time, like <c>2026-03-01T00:00</c>.</param>
    /// <param name="LocalEnd">The first moment no longer inside, in the same form.</param>
    /// <param name="Zone">IANA zone id.</param>
    public sealed record Line(Guid? TargetId, DataCategory? Category, string? LocalStart, string? LocalEnd, string? Zone, Direction Direction, string? ConversationId);

    /// <param name="alsoUnder">Further laws of the same family that only add clocks, in place of those before.</param>
    public Task ChangeInstrumentAsync(Guid requestId, string? instrument, IReadOnlyCollection<string> alsoUnder, Actor actor, CancellationToken ct) =>
        EditAsync(requestId, "change the instrument", actor, request =>
        {
            var before = LawsOf(request);
            var code = law.DemandInstrument(instrument);
            request.SetFurtherLaws(law.DemandBeside(code, alsoUnder), actor, clock.GetUtcNow());
            request.ChangeInstrument(code);
            return new RequestEdited("instrument", before, LawsOf(request));
        }, ct);

    /// <summary>Saves the order's fields; those that are filled in must be readable, those that are empty may wait.</summary>
    public Task SaveOrderAsync(Guid requestId, IReadOnlyDictionary<string, string?> fields, Actor actor, CancellationToken ct) =>
        EditAsync(requestId, "save the order's details", actor, request =>
        {
            ArgumentNullException.ThrowIfNull(fields);
            var before = request.OrderFields;
            request.SetOrderFields(law.ReadFields(request.Instrument, fields));
            return new RequestEdited("order details", before, request.OrderFields);
        }, ct);

    public Task AddTargetAsync(Guid requestId, Target input, Actor actor, CancellationToken ct) =>
        EditAsync(requestId, "add a target", actor, request =>
        {
            ArgumentNullException.ThrowIfNull(input);
            var identifier = TargetIdentifiers.Read(input.Kind, input.Value, nameof(input.Kind), nameof(input.Value));
            var second = string.IsNullOrWhiteSpace(input.SecondValue)
                ? null
                : TargetIdentifiers.Read(input.SecondKind, input.SecondValue, nameof(input.SecondKind), nameof(input.SecondValue));
            if (input.Role is not { } role)
                throw new RuleViolation("target.role", "Choose what this person is to the investigation.", nameof(input.Role));
            if (request.Targets.Any(t => t.Identifier == identifier))
                throw new RuleViolation("target.twice", $"{identifier.Value} is already a target of this request.", nameof(input.Value));
            var target = new RequestTarget(request.NextTargetNumber(), identifier, second, role);
            request.AddTarget(target);
            return new RequestEdited("targets", null, target.Label);
        }, ct);

    public Task RemoveTargetAsync(Guid requestId, Guid targetId, Actor actor, CancellationToken ct) =>
        EditAsync(requestId, "remove a target", actor, request =>
        {
            var target = request.Targets.FirstOrDefault(t => t.Id == targetId) ?? throw new NotVisible("target");
            request.RemoveTarget(targetId);
            return new RequestEdited("targets", target.Label, null);
        }, ct);

    public Task AddLineAsync(Guid requestId, Line input, Actor actor, CancellationToken ct) =>
        EditAsync(requestId, "ask for records", actor, request =>
        {
            ArgumentNullException.ThrowIfNull(input);
            if (request.Targets.FirstOrDefault(t => t.Id == input.TargetId) is not { } target)
                throw new RuleViolation("line.target", "Choose the target whose records the order asks for.", nameof(input.TargetId));
            if (input.Category is not { } category)
                throw new RuleViolation("line.category", "Choose what kind of records the order asks for.", nameof(input.Category));
            law.DemandAskable(request.Instrument, category, nameof(input.Category));
            var window = law.ReadWindow(input.LocalStart, input.LocalEnd, input.Zone).Window!.Value;
            var conversation = string.IsNullOrWhiteSpace(input.ConversationId) ? null : input.ConversationId.Trim();
            if (conversation?.Length > 200)
                throw new RuleViolation("line.conversation", "The conversation's id is longer than any we know. Enter the id alone.", nameof(input.ConversationId));
            var direction = target.IsConversation ? Direction.Both : input.Direction;
            if (request.Lines.Any(l => l.TargetId == target.Id && l.Category == category && l.Window == window && l.Direction == direction && l.ConversationId == conversation))
                throw new RuleViolation("line.twice", "The request already asks for exactly these records.", nameof(input.Category));
            request.AddLine(new RequestedLine(request.NextLineNumber(), target.Id, category, input.LocalStart!.Trim(), input.LocalEnd!.Trim(), input.Zone!.Trim(), window, direction, conversation));
            return new RequestEdited("records asked for", null, $"{DataCategories.Name(category)} of {target.Label}");
        }, ct);

    public Task RemoveLineAsync(Guid requestId, Guid lineId, Actor actor, CancellationToken ct) =>
        EditAsync(requestId, "remove a line", actor, request =>
        {
            var line = request.Lines.FirstOrDefault(l => l.Id == lineId) ?? throw new NotVisible("line");
            request.RemoveLine(lineId);
            return new RequestEdited("records asked for", line.LineId, null);
        }, ct);

    private static string LawsOf(LegalRequest request) => string.Join(", ", request.FurtherLaws.Select(f => f.Instrument).Prepend(request.Instrument));

    private Task EditAsync(Guid requestId, string attempted, Actor actor, Func<LegalRequest, RequestEdited> edit, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        attempted,
        async () =>
        {
            actor.Demand(Permission.FileRequest);
            var request = await db.Requests.LoadAsync(requestId, actor, ct);
            request.DemandFiler(actor);
            audit.Record(edit(request) with { RequestId = request.Id }, actor);
        },
        ct);
}
