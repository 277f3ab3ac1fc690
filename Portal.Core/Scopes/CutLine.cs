using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Scopes;

/// <summary>A reviewer narrows a line of the order, with a reason. The cut is kept in the draft until it is proposed.</summary>
public sealed class CutLine(PortalDb db, UnitOfWork unit, AuditTrail audit, IMessageArchive archive, RequestLaw law, TimeProvider clock)
{
    /// <param name="ReasonCode">One of the rule book's reasons that may stand beside a cut.</param>
    /// <param name="Note">Why, in the reviewer's words; the agency reads it.</param>
    /// <param name="LocalStart">For a window, ISO 8601 local date and time, in <paramref name="Zone"/>.</param>
    /// <param name="LocalEnd">The first moment no longer inside.</param>
    /// <param name="Zone">IANA zone id.</param>
    /// <param name="Counterparties">For counterparties, one identifier a line, all of <paramref name="CounterpartyKind"/>.</param>
    /// <param name="Conversation">For a conversation, its id.</param>
    public sealed record Input(
        Guid RequestId,
        string LineId,
        CutKind? Kind,
        string? ReasonCode,
        string? Note,
        string? LocalStart = null,
        string? LocalEnd = null,
        string? Zone = null,
        Direction? Direction = null,
        IdentifierKind? CounterpartyKind = null,
        string? Counterparties = null,
        string? Conversation = null);

    private const int LongestNote = 1000;

    /// <exception cref="RuleViolation">With every field that is wrong; also where the cut would leave nothing or take nothing.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        // The archive is asked before the transaction: it may be slow, and the write lock is for all.
        var asked = await db.Requests.LoadAsync(input.RequestId, actor, ct);
        var named = LineOf(asked, input.LineId) is { } line && actor.Can(Permission.ProposeScope) ? await CutAccounts.LookUpAsync(archive, input, line, ct) : CutAccounts.None;
        await unit.RunAsync(
            actor,
            input.RequestId,
            "cut a line",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandScopeWork(actor);
                var draft = await db.DraftForAsync(request.Id, ct);
                var cut = Read(request, input, named);
                DemandEffect(request, input.LineId, draft, cut);
                draft.Add(input.LineId, cut, named.Labels, actor, clock.GetUtcNow());
                audit.Record(new ScopeLineCut(input.LineId, cut) { RequestId = request.Id }, actor);
            },
            ct);
    }

    private ScopeCut Read(LegalRequest request, Input input, CutAccounts named)
    {
        if (LineOf(request, input.LineId) is null) throw new NotVisible("line");
        var problems = new List<RuleViolation>();
        var reason = input.ReasonCode ?? "";
        var note = input.Note?.Trim() ?? "";
        if (input.Kind is null)
            problems.Add(new RuleViolation("cut.kind", "Choose how the line is cut.", nameof(input.Kind)));
        if (!law.IsCutReason(request, reason))
            problems.Add(new RuleViolation("cut.reason", "Choose the reason for the cut.", nameof(input.ReasonCode)));
        if (note.Length == 0)
            problems.Add(new RuleViolation("cut.note", "Say in a sentence why; the agency reads it.", nameof(input.Note)));
        else if (note.Length > LongestNote)
            problems.Add(new RuleViolation("cut.note-long", $"Shorten the note to {LongestNote:N0} characters.", nameof(input.Note)));
        problems.AddRange(named.Problems);

        ScopeCut? cut = null;
        try
        {
            cut = Shape(request, input, named, reason, note);
        }
        catch (RuleViolation shape)
        {
            problems.AddRange(shape.All.Count > 0 ? shape.All : [shape]);
        }
        return problems.Count > 0 ? throw RuleViolation.Of(problems) : cut!;
    }

    private ScopeCut? Shape(LegalRequest request, Input input, CutAccounts named, string reason, string note)
    {
        var selector = SelectorOf(request, input.LineId);
        if (input.Kind is { } kind && selector is not null && ScopeCut.WhyNotOf(kind, selector) is { } why)
            throw new RuleViolation("cut.counterparty-of-conversation", why, nameof(input.Kind));
        if (input.Kind is not (null or CutKind.WholeLine or CutKind.Window) && selector is { Category: DataCategory.Subscriber })
            throw new RuleViolation("cut.of-subscriber", "Subscriber information has no direction, counterparty or conversation. Cut the whole line.", nameof(input.Kind));
        switch (input.Kind)
        {
            case CutKind.WholeLine:
                return ScopeCut.WholeLine(reason, note);
            case CutKind.Window:
                return ScopeCut.ToWindow(law.ReadWindow(input.LocalStart, input.LocalEnd, input.Zone).Window!.Value, reason, note);
            case CutKind.Direction:
                if (input.Direction is not (Direction.Sent or Direction.Received))
                    throw new RuleViolation("cut.direction", "Choose whether only what the account sent or only what it received stays.", nameof(input.Direction));
                if (selector?.AccountId is null)
                    throw new RuleViolation("cut.direction-of-conversation", "The order names a whole conversation: it has no direction. Cut by counterparty or window.", nameof(input.Kind));
                return ScopeCut.ToDirection(input.Direction.Value, reason, note);
            case CutKind.OnlyCounterparties:
                return ScopeCut.ToCounterparties([.. named.Ids], reason, note);
            case CutKind.ExceptCounterparties:
                return ScopeCut.WithoutCounterparties([.. named.Ids], reason, note);
            case CutKind.Conversation:
                return ScopeCut.ToConversation(named.Ids.FirstOrDefault() ?? "", reason, note);
            default:
                return null;
        }
    }

    /// <summary>A cut that leaves nothing, or takes nothing away, is a mistake: it is said before it is kept.</summary>
    private static void DemandEffect(LegalRequest request, string lineId, ScopeDraft draft, ScopeCut cut)
    {
        var selector = SelectorOf(request, lineId)
            ?? throw new RuleViolation("line.not-resolved", "The target of this line is not found in the archive, so there is nothing to cut. Look the targets up first.");
        var before = new ScopeLine(lineId, "", selector, draft.CutsOf(lineId)).Authorised()
            ?? throw new RuleViolation("cut.nothing-there", "Nothing of this line is left to cut. Take a cut back first.");
        var after = cut.Apply(before);
        if (after is null && cut.Kind != CutKind.WholeLine)
            throw new RuleViolation("cut.leaves-nothing", "This cut would leave nothing of the line. If that is meant, cut the whole line.", nameof(Input.Kind));
        if (after is not null && SameAs(after, before))
            throw new RuleViolation("cut.takes-nothing", "This cut would take nothing away: the line is no wider than that already.", nameof(Input.Kind));
    }

    private static bool SameAs(RecordSelector left, RecordSelector right) =>
        left.Window == right.Window && left.Direction == right.Direction && left.ConversationId == right.ConversationId
        && left.OnlyCounterparties.SequenceEqual(right.OnlyCounterparties) && left.ExceptCounterparties.SequenceEqual(right.ExceptCounterparties);

    private static RequestedLine? LineOf(LegalRequest request, string lineId) => request.Lines.FirstOrDefault(l => l.LineId == lineId);

    private static RecordSelector? SelectorOf(LegalRequest request, string lineId) =>
        LineOf(request, lineId) is { } line ? line.SelectorFor(request.Targets.Single(t => t.Id == line.TargetId)) : null;
}
