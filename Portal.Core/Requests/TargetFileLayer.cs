using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

/// <summary>
/// Lays the lines of a file on a draft by the same rules as the pages (<see cref="DraftParts"/>): a line goes in whole or, with
/// everything that is wrong with it, not at all.
/// </summary>
internal sealed class TargetFileLayer(LegalRequest request, DraftParts parts)
{
    private readonly ImmutableArray<TargetFileGood>.Builder good = ImmutableArray.CreateBuilder<TargetFileGood>();
    private readonly ImmutableArray<TargetFileFault>.Builder faults = ImmutableArray.CreateBuilder<TargetFileFault>();
    private readonly Dictionary<AccountIdentifier, (RequestTarget Target, int? Line)> targets = request.Targets.ToDictionary(t => t.Identifier, t => (t, (int?)null));
    private readonly Dictionary<Guid, int> lineOf = [];
    private int newTargets;
    private int newLines;

    /// <exception cref="RuleViolation">The file as a whole cannot be used.</exception>
    public static TargetFileReview Lay(LegalRequest request, ReadOnlyMemory<byte> file, DraftParts parts)
    {
        var layer = new TargetFileLayer(request, parts);
        foreach (var line in TargetFileReader.Read(file))
        {
            if (line.Fault is { } fault) layer.faults.Add(new TargetFileFault(line.Number, null, "", fault));
            else layer.Lay(line);
        }
        return new TargetFileReview(layer.good.ToImmutable(), layer.faults.ToImmutable(), layer.newTargets, layer.newLines);
    }

    private void Lay(TargetFileLine line)
    {
        var wrong = new List<TargetFileFault>();
        var found = Target(line, wrong);
        var categories = Categories(line, wrong);
        var direction = Direction(line, wrong);
        var (from, to) = Times(line, wrong);
        var added = new List<RequestedLine>();
        if (found is { } f)
        {
            if (wrong.Count == 0 && categories.Count == 0) DemandSomethingNew(line, f, wrong);
            foreach (var category in wrong.Count == 0 ? categories : [])
            {
                Try(line, wrong, () => added.Add(parts.AddLine(request, new EditDraft.Line(f.Target.Id, category, from, to, line[TargetFileColumn.Zone], direction, line[TargetFileColumn.Conversation]))), category, f.Target);
            }
        }
        if (wrong.Count > 0)
        {
            foreach (var half in added) request.RemoveLine(half.Id);
            if (found is { IsNew: true } made)
            {
                request.RemoveTarget(made.Target.Id);
                targets.Remove(made.Target.Identifier);
            }
            faults.AddRange(wrong.DistinctBy(w => (w.Column, w.Message)));
            return;
        }
        Keep(line, found!.Value, added);
    }

    private void Keep(TargetFileLine line, (RequestTarget Target, bool IsNew) found, List<RequestedLine> added)
    {
        foreach (var kept in added) lineOf[kept.Id] = line.Number;
        newLines += added.Count;
        if (found.IsNew) newTargets++;
        var notes = added.SelectMany(RequestLaw.WindowNotes).Distinct().ToList();
        if (!found.IsNew)
            notes.Insert(0, targets[found.Target.Identifier].Line is { } first ? $"The same account as on line {first}: its records are added to it." : "The account is in the request already: its records are added to it.");
        good.Add(new TargetFileGood(
            line.Number,
            found.Target.Label,
            string.Join("; ", added.Select(l => DataCategories.Name(l.Category))),
            notes.Count == 0 ? null : string.Join(" ", notes)));
    }

    /// <summary>The account that the line names: a new target, or the one that is there.</summary>
    private (RequestTarget Target, bool IsNew)? Target(TargetFileLine line, List<TargetFileFault> wrong)
    {
        var kind = Kind(line, TargetFileColumn.TargetKind, wrong);
        var secondKind = line[TargetFileColumn.SecondValue].Length == 0 ? null : Kind(line, TargetFileColumn.SecondKind, wrong);
        if (line[TargetFileColumn.SecondValue].Length == 0 && line[TargetFileColumn.SecondKind].Length > 0)
            wrong.Add(Fault(line, TargetFileColumn.SecondValue, "A kind of second identifier is given and no value. Enter the second identifier, or leave both empty."));
        var role = Role(line, wrong);
        if (wrong.Count > 0) return null;
        (RequestTarget, bool)? found = null;
        Try(line, wrong, () => found = FindOrAdd(line, kind, secondKind, role, wrong));
        return wrong.Count > 0 ? null : found;
    }

    private (RequestTarget, bool)? FindOrAdd(TargetFileLine line, IdentifierKind? kind, IdentifierKind? secondKind, TargetRole? role, List<TargetFileFault> wrong)
    {
        var identifier = TargetIdentifiers.Read(kind, line[TargetFileColumn.Value], nameof(EditDraft.Target.Kind), nameof(EditDraft.Target.Value));
        if (targets.TryGetValue(identifier, out var known))
        {
            var second = line[TargetFileColumn.SecondValue].Length == 0 ? null
                : TargetIdentifiers.Read(secondKind, line[TargetFileColumn.SecondValue], nameof(EditDraft.Target.SecondKind), nameof(EditDraft.Target.SecondValue));
            var where = known.Line is { } first ? $"on line {first}" : "in the request";
            if (second != known.Target.Second)
                wrong.Add(Fault(line, TargetFileColumn.SecondValue, $"{identifier.Value} is {where} already with another second identifier, or without one. Make the two agree."));
            if (role != known.Target.Role)
                wrong.Add(Fault(line, TargetFileColumn.Role, $"{identifier.Value} is {where} already as {known.Target.Role.ToString().ToLowerInvariant()}. Make the two agree."));
            return (known.Target, false);
        }
        var added = parts.AddTarget(request, new EditDraft.Target(kind, line[TargetFileColumn.Value], secondKind, line[TargetFileColumn.SecondValue], role));
        targets[identifier] = (added, line.Number);
        return (added, true);
    }

    private void DemandSomethingNew(TargetFileLine line, (RequestTarget Target, bool IsNew) found, List<TargetFileFault> wrong)
    {
        if (new[] { TargetFileColumn.From, TargetFileColumn.To, TargetFileColumn.Direction, TargetFileColumn.Conversation }.Any(c => line[c].Length > 0))
            wrong.Add(Fault(line, TargetFileColumn.Category, "Times or limits are given and no records. Name the category of records, like CONTENT_DM."));
        else if (!found.IsNew)
            wrong.Add(Fault(line, TargetFileColumn.Value, targets[found.Target.Identifier].Line is { } first ? $"The same account stands on line {first}, and this line asks for nothing more. Remove it." : "The account is in the request already, and this line asks for nothing more. Remove it."));
    }

    /// <summary>The rules' own words, at the column of their field.</summary>
    private void Try(TargetFileLine line, List<TargetFileFault> wrong, Action act, DataCategory? category = null, RequestTarget? target = null)
    {
        try
        {
            act();
        }
        catch (RuleViolation rule)
        {
            foreach (var problem in rule.All.Count > 0 ? rule.All : [rule])
            {
                var twice = problem.Code == "line.twice" && request.Lines.FirstOrDefault(l => l.TargetId == target?.Id && l.Category == category && lineOf.ContainsKey(l.Id)) is { } other
                    ? $" Line {lineOf[other.Id]} of the file asks for them."
                    : "";
                wrong.Add(Fault(line, TargetFileColumns.OfField(problem.Field), problem.Message + twice));
            }
        }
    }

    private static IdentifierKind? Kind(TargetFileLine line, TargetFileColumn column, List<TargetFileFault> wrong)
    {
        var typed = Plain(line[column]);
        IdentifierKind? kind = typed switch
        {
            "accountid" or "account" or "id" => IdentifierKind.AccountId,
            "handle" => IdentifierKind.Handle,
            "email" or "emailaddress" => IdentifierKind.Email,
            "phone" or "telephone" or "telephonenumber" or "phonenumber" => IdentifierKind.Phone,
            "conversationid" or "conversation" => IdentifierKind.ConversationId,
            _ => null,
        };
        if (kind is null) wrong.Add(Fault(line, column, $"{(typed.Length == 0 ? "Say what kind of identifier it is" : "This is no kind of identifier that we know")}: write {TargetFileColumns.Meaning(TargetFileColumn.TargetKind)}."));
        return kind;
    }

    private static TargetRole? Role(TargetFileLine line, List<TargetFileFault> wrong)
    {
        foreach (var role in Enum.GetValues<TargetRole>())
        {
            if (Plain(line[TargetFileColumn.Role]) == Plain(role.ToString())) return role;
        }
        wrong.Add(Fault(line, TargetFileColumn.Role, "Say what the person is to the investigation: suspect, victim or witness."));
        return null;
    }

    private static List<DataCategory> Categories(TargetFileLine line, List<TargetFileFault> wrong)
    {
        var read = new List<DataCategory>();
        foreach (var typed in line[TargetFileColumn.Category].Split([';', ',', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var known = DataCategories.All.Where(c => Plain(DataCategories.Code(c)) == Plain(typed) || Plain(DataCategories.Name(c)) == Plain(typed)).ToList();
            if (known is not [var category])
                wrong.Add(Fault(line, TargetFileColumn.Category, $"“{typed}” is no category of records. The categories are {string.Join(", ", DataCategories.All.Select(DataCategories.Code))}."));
            else if (read.Contains(category))
                wrong.Add(Fault(line, TargetFileColumn.Category, $"“{typed}” stands there twice. Remove one."));
            else
                read.Add(category);
        }
        return read;
    }

    private static Direction Direction(TargetFileLine line, List<TargetFileFault> wrong)
    {
        switch (Plain(line[TargetFileColumn.Direction]))
        {
            case "" or "both":
                return Scopes.Direction.Both;
            case "sent":
                return Scopes.Direction.Sent;
            case "received":
                return Scopes.Direction.Received;
            default:
                wrong.Add(Fault(line, TargetFileColumn.Direction, "Write sent or received, or leave it empty for both."));
                return Scopes.Direction.Both;
        }
    }

    /// <summary>A spreadsheet writes a space where we write a T. A day alone could mean its beginning or its end: an end has to say.</summary>
    private static (string From, string To) Times(TargetFileLine line, List<TargetFileFault> wrong)
    {
        var from = line[TargetFileColumn.From].Replace(' ', 'T');
        var to = line[TargetFileColumn.To].Replace(' ', 'T');
        if (DateOnly.TryParseExact(to, "yyyy-MM-dd", out _))
            wrong.Add(Fault(line, TargetFileColumn.To, "A day alone does not say whether it is inside. Enter the moment after the last: until the end of 31 March 2026 is 2026-04-01T00:00."));
        return (from, to);
    }

    private static TargetFileFault Fault(TargetFileLine line, TargetFileColumn column, string message) =>
        new(line.Number, TargetFileColumns.Heading(column), line[column], message);

    private static string Plain(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
