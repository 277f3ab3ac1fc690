using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests.Clocks;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The officer fills in a draft, a part at a time. Each part is saved as it is sent; what is missing is asked on submission.</summary>
public sealed class EditDraft(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, DraftParts parts, TimeProvider clock)
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
            var target = parts.AddTarget(request, input);
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
            var line = parts.AddLine(request, input);
            var target = request.Targets.Single(t => t.Id == line.TargetId);
            return new RequestEdited("records asked for", null, $"{DataCategories.Name(line.Category)} of {target.Label}");
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
