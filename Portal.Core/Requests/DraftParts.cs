using Portal.Core.Access;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

/// <summary>The rules by which a target or a line comes into a draft, whether typed on a page or read from a file.</summary>
public sealed class DraftParts(RequestLaw law)
{
    /// <exception cref="RuleViolation">What is typed identifies nobody, lacks its role, or is a target already.</exception>
    internal RequestTarget AddTarget(LegalRequest request, EditDraft.Target input)
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
        return target;
    }

    /// <exception cref="RuleViolation">The line's target, category or times cannot be asked for, or are asked for already.</exception>
    internal RequestedLine AddLine(LegalRequest request, EditDraft.Line input)
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
        var line = new RequestedLine(request.NextLineNumber(), target.Id, category, input.LocalStart!.Trim(), input.LocalEnd!.Trim(), input.Zone!.Trim(), window, direction, conversation);
        request.AddLine(line);
        return line;
    }
}
