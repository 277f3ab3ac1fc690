using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Core.Legal.Reading;

/// <summary>Turns the file into a <see cref="RuleBook"/>, or into one exception that lists every problem.</summary>
internal static class RuleBookReader
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static RuleBook Read(string json, string sha256)
    {
        var document = Parse(json);
        var problems = new ProblemList();
        const string book = "book";

        var version = problems.Text(document.Version, book, "version");
        var title = problems.Text(document.Title, book, "title");
        problems.Date(document.Published, book, "published");
        var appliesFrom = problems.Date(document.AppliesFrom, book, "appliesFrom");
        var appliesUntil = problems.OptionalDate(document.AppliesUntil, book, "appliesUntil");
        if (appliesUntil <= appliesFrom)
            problems.Add(book, "“appliesUntil” must come after “appliesFrom”");

        CheckCategories(document, problems);
        var fields = ReadFields(document, problems);
        var rules = new RuleReader(problems, version, fields).Read(document.Instruments);
        var reasons = problems.Each(document.Reasons, book, "reasons").Select(r => ReadReason(r, problems)).ToImmutableArray();
        var article12 = ReadEuReasons(document.Article12Grounds, "article12Grounds", problems);
        var annexIII = ReadEuReasons(document.AnnexIIIReasons, "annexIIIReasons", problems);
        var rest = new CounterpartyReader(problems);
        var counterparties = rest.ReadReasons(document.CounterpartyReasons);
        var appeal = rest.ReadAppeal(document.Appeal);
        problems.NoDuplicates(
            [.. reasons.Select(r => r.Code), .. article12.Select(r => r.Code), .. annexIII.Select(r => r.Code)],
            book,
            "the reason code");

        return problems.Problems.Count == 0
            ? new RuleBook(version, title, appliesFrom, appliesUntil, sha256, rules, [.. fields.Values], reasons, article12, annexIII) { CounterpartyReasons = counterparties, Appeal = appeal }
            : throw new RuleBookInvalidException(version.Length > 0 ? version : "(without version)", problems.Problems);
    }

    private static RuleBookDocument Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RuleBookDocument>(json, Options)
                ?? throw new RuleBookInvalidException("(empty)", ["The file holds nothing."]);
        }
        catch (JsonException e)
        {
            throw new RuleBookInvalidException("(unreadable)", [$"The file is no JSON of a rule book: {e.Message}"]);
        }
    }

    private static void CheckCategories(RuleBookDocument document, ProblemList problems)
    {
        var named = problems.Each(document.Categories, "book", "categories").ToList();
        problems.NoDuplicates(named, "book", "the category");
        foreach (var unknown in named.Where(c => !DataCategories.TryParse(c, out _)))
            problems.Add("book", $"“{unknown}” is no data category");
        foreach (var missing in DataCategories.All.Select(DataCategories.Code).Except(named, StringComparer.Ordinal))
            problems.Add("book", $"the category “{missing}” is missing");
    }

    private static OrderedDictionary<string, FieldDefinition> ReadFields(RuleBookDocument document, ProblemList problems)
    {
        var fields = new OrderedDictionary<string, FieldDefinition>(StringComparer.Ordinal);
        foreach (var field in problems.Each(document.Fields, "book", "fields"))
        {
            var key = problems.Text(field.Key, "field", "key");
            var where = $"field {key}";
            var kind = problems.Name<FieldKind>(field.Kind, where, "kind") ?? default;
            var definition = new FieldDefinition(key, kind, problems.Text(field.Label, where, "label"), problems.Text(field.Hint, where, "hint"));
            if (!fields.TryAdd(key, definition))
                problems.Add(where, "the key is defined twice");
        }

        return fields;
    }

    private static RefusalReason ReadReason(ReasonDocument reason, ProblemList problems)
    {
        var code = problems.Text(reason.Code, "reason", "code");
        var where = $"reason {code}";
        return new RefusalReason(
            code,
            problems.Text(reason.Name, where, "name"),
            problems.Text(reason.Words, where, "words"),
            problems.Name<ReasonEffect>(reason.Effect, where, "effect") ?? default,
            problems.Text(reason.Cite, where, "cite"));
    }

    private static ImmutableArray<EuReason> ReadEuReasons(IReadOnlyList<ReasonDocument?>? reasons, string member, ProblemList problems) =>
    [
        .. problems.Each(reasons, "book", member).Select(reason =>
        {
            var code = problems.Text(reason.Code, member, "code");
            var where = $"{member} {code}";
            if (reason.Effect is not null)
                problems.Add(where, "“effect” belongs to our own reasons only");
            return new EuReason(
                code,
                problems.Text(reason.Name, where, "name"),
                problems.Text(reason.Words, where, "words"),
                problems.Text(reason.Cite, where, "cite"));
        }),
    ];
}
