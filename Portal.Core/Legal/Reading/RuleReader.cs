using System.Collections.Immutable;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Legal.Reading;

/// <summary>Reads the rows of a rule book and holds them to its promises: every cell explicit, every statement cited.</summary>
internal sealed class RuleReader(ProblemList problems, string bookVersion, IReadOnlyDictionary<string, FieldDefinition> fields)
{
    public ImmutableArray<LegalRule> Read(IReadOnlyList<RuleDocument?>? documents)
    {
        ImmutableArray<LegalRule> rules = [.. problems.Each(documents, "book", "instruments").Select(ReadRule)];
        CheckOverlaps(rules);
        return rules;
    }

    private LegalRule ReadRule(RuleDocument row)
    {
        var code = problems.Text(row.Code, "instrument", "code");
        var from = problems.Date(row.Effective?.From, code, "effective.from");
        var until = problems.OptionalDate(row.Effective?.Until, code, "effective.until");
        if (until <= from)
            problems.Add(code, "“effective.until” must come after “effective.from”");

        var rule = new LegalRule
        {
            Code = code,
            Name = problems.Text(row.Name, code, "name"),
            Family = problems.Text(row.Family, code, "family"),
            BookVersion = bookVersion,
            EnabledByDefault = problems.Value(row.EnabledByDefault, code, "enabledByDefault"),
            EffectiveFrom = from,
            EffectiveUntil = until,
            EffectiveNote = problems.Text(row.Effective?.Note, code, "effective.note"),
            Citations = [.. problems.Each(row.Citations, code, "citations").Select(c => new LegalCitation(problems.Text(c.Cite, code, "citations.cite"), c.Url))],
            Issuers = ReadIssuers(row.Issuers, code),
            IssuerStatement = Statement(row.Issuers, $"{code} issuers"),
            IssuingStates = row.IssuingStates is null ? null : ReadStates(row.IssuingStates, code),
            Reach = Statement(row.Reach, $"{code} reach"),
            Cells = ReadCells(row.Cells, code),
            Clocks = [.. problems.Each(row.Clocks, code, "clocks").Select(c => ReadClock(c, code))],
            Hold = row.Hold is null ? null : Statement(row.Hold, $"{code} hold"),
            Notice = ReadNotice(row.Notice, code),
            Approvers = ReadApprovers(row.Approvers, code),
            Fields = ReadFields(row.Fields, code),
            // The first edition did not say: it asked for a paper under every instrument.
            DocumentRequired = row.DocumentRequired ?? true,
            Minimum = ReadMinimum(row.Minimum, code),
            Note = row.Note is null ? null : Statement(row.Note, $"{code} note"),
        };
        CheckApprovers(rule);
        CheckClockFields(rule);
        return rule;
    }

    private ImmutableArray<IssuerKind> ReadIssuers(IssuersDocument? issuers, string code)
    {
        var kinds = problems.Each(issuers?.Kinds, $"{code} issuers", "kinds").ToList();
        problems.NoDuplicates(kinds, $"{code} issuers", "the kind");
        return [.. kinds.Select(k => problems.Name<IssuerKind>(k, $"{code} issuers", "kinds")).OfType<IssuerKind>()];
    }

    private IssuingStates ReadStates(IssuingStatesDocument states, string code)
    {
        var where = $"{code} issuingStates";
        var codes = problems.Each(states.Codes, where, "codes").ToList();
        problems.NoDuplicates(codes, where, "the State");
        foreach (var wrong in codes.Where(c => c.Length != 2 || !c.All(char.IsAsciiLetterUpper)))
            problems.Add(where, $"“{wrong}” is no code of a State");
        return new IssuingStates([.. codes], Statement(states, where));
    }

    private ImmutableDictionary<DataCategory, RuleCell> ReadCells(IReadOnlyDictionary<string, CellDocument?>? cells, string code)
    {
        var read = ImmutableDictionary.CreateBuilder<DataCategory, RuleCell>();
        foreach (var unknown in (cells?.Keys ?? []).Where(k => !DataCategories.TryParse(k, out _)))
            problems.Add(code, $"“{unknown}” is no data category");

        foreach (var category in DataCategories.All)
        {
            var where = $"{code} × {DataCategories.Code(category)}";
            if (cells is null || !cells.TryGetValue(DataCategories.Code(category), out var cell) || cell is null)
            {
                problems.Add(where, "the cell is missing, and no cell has a default");
                continue;
            }

            var kind = problems.Name<VerdictKind>(cell.Verdict, where, "verdict");
            if (kind is VerdictKind.WrongIssuer or VerdictKind.NotInEffect)
                problems.Add(where, $"“{cell.Verdict}” is worked out, never written");
            read[category] = new RuleCell(kind ?? VerdictKind.NotCompellable, Statement(cell, where));
        }

        return read.ToImmutable();
    }

    private ClockRule ReadClock(ClockDocument clock, string code)
    {
        var kind = problems.Name<ClockKind>(clock.Kind, $"{code} clock", "kind");
        var where = $"{code} clock {clock.Kind}";
        var term = problems.Name<ClockTerm>(clock.Term, where, "term") ?? default;
        var unit = clock.Unit is null ? null : problems.Name<ClockUnit>(clock.Unit, where, "unit");
        var from = clock.From is null ? null : problems.Name<ClockEvent>(clock.From, where, "from");

        var counts = term is ClockTerm.After or ClockTerm.BeforeFace;
        Expect(counts, clock.Amount is not null, where, "amount");
        Expect(counts, clock.Unit is not null, where, "unit");
        Expect(term is ClockTerm.After or ClockTerm.AtOnce, clock.From is not null, where, "from");
        Expect(term is ClockTerm.OnFace or ClockTerm.BeforeFace, clock.Field is not null, where, "field");
        if (clock.Amount is <= 0)
            problems.Add(where, "“amount” must be positive");
        if (term == ClockTerm.BeforeFace && unit is not (null or ClockUnit.CalendarDays or ClockUnit.BusinessDays))
            problems.Add(where, "a time before a date on the order is counted in calendarDays or businessDays");

        return new ClockRule(
            kind ?? default,
            problems.Name<ClockCondition>(clock.When, where, "when") ?? default,
            term,
            clock.Amount,
            unit,
            from,
            clock.Field,
            clock.Extendable ?? false,
            clock.Pause is null ? null : Statement(clock.Pause, $"{where} pause"),
            Statement(clock, where));
    }

    private void Expect(bool wanted, bool present, string where, string member)
    {
        if (wanted && !present)
            problems.Add(where, $"“{member}” is missing");
        if (!wanted && present)
            problems.Add(where, $"“{member}” has no meaning with this term");
    }

    private ApproverRule ReadApprovers(ApproversDocument? approvers, string code)
    {
        var where = $"{code} approvers";
        return new ApproverRule(
            problems.Value(approvers?.Count, where, "count"),
            problems.Value(approvers?.CountForContent, where, "countForContent"),
            problems.Value(approvers?.CountForEmergency, where, "countForEmergency"),
            problems.Value(approvers?.OneSenior, where, "oneSenior"),
            Statement(approvers, where));
    }

    private NoticeRule ReadNotice(NoticeDocument? notice, string code)
    {
        var where = $"{code} notice";
        var policy = notice?.Policy is { } named ? problems.Name<NoticePolicy>(named, where, "policy") ?? default : NoticePolicy.Unstated;
        Expect(policy == NoticePolicy.BeforeDisclosure, notice?.Days is not null, where, "days");
        if (notice?.Days is <= 0)
            problems.Add(where, "“days” must be positive");
        return new NoticeRule(policy, notice?.Days, Statement(notice, where));
    }

    private MinimumRule? ReadMinimum(MinimumDocument? minimum, string code)
    {
        if (minimum is null)
            return null;
        var where = $"{code} minimum";
        var days = problems.Value(minimum.Days, where, "days");
        if (days <= 0)
            problems.Add(where, "“days” must be positive");
        return new MinimumRule(days, Statement(minimum, where));
    }

    private ImmutableArray<RuleField> ReadFields(IReadOnlyList<FieldDemandDocument?>? demanded, string code)
    {
        var read = ImmutableArray.CreateBuilder<RuleField>();
        foreach (var field in problems.Each(demanded, code, "fields"))
        {
            var key = problems.Text(field.Key, $"{code} field", "key");
            var demand = problems.Name<FieldDemand>(field.Demand, $"{code} field {key}", "demand") ?? default;
            if (fields.TryGetValue(key, out var definition))
                read.Add(new RuleField(definition, demand, field.Section));
            else
                problems.Add($"{code} field {key}", "the book defines no such field");
        }

        problems.NoDuplicates(read.Select(f => f.Key), code, "the field");
        return read.ToImmutable();
    }

    private LegalStatement Statement(StatementDocument? statement, string where) => problems.Statement(statement, where);

    /// <summary>Nobody alone: what the product promises about content and emergencies, no edition may take back.</summary>
    private void CheckApprovers(LegalRule rule)
    {
        var disclosing = rule.Cells.Where(c => c.Value.Kind is VerdictKind.Compellable or VerdictKind.MayDisclose or VerdictKind.AsOrdered).ToList();
        var where = $"{rule.Code} approvers";
        if (disclosing.Count == 0)
            return;
        if (rule.Approvers.Count < 1)
            problems.Add(where, "an instrument that can disclose takes at least one approver");
        if (rule.Approvers.CountForEmergency < 2)
            problems.Add(where, "an emergency takes at least two approvers");
        if (disclosing.Any(c => DataCategories.IsContent(c.Key)) && rule.Approvers.CountForContent < 2)
            problems.Add(where, "content takes at least two approvers");
    }

    private void CheckClockFields(LegalRule rule)
    {
        foreach (var clock in rule.Clocks.Where(c => c.Field is not null))
        {
            var field = rule.Fields.FirstOrDefault(f => f.Key == clock.Field);
            if (field is null)
                problems.Add($"{rule.Code} clock {clock.Kind}", $"the instrument asks for no field “{clock.Field}”");
            else if (field.Definition.Kind != FieldKind.Date)
                problems.Add($"{rule.Code} clock {clock.Kind}", $"the field “{clock.Field}” is no date");
        }
    }

    private void CheckOverlaps(ImmutableArray<LegalRule> rules)
    {
        foreach (var rows in rules.Where(r => r.Code.Length > 0).GroupBy(r => r.Code, StringComparer.Ordinal))
        {
            var ordered = rows.OrderBy(r => r.EffectiveFrom).ToList();
            foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1)))
            {
                if (earlier.EffectiveUntil is not { } until || until > later.EffectiveFrom)
                    problems.Add(rows.Key, $"two rows are in effect on {later.EffectiveFrom:yyyy-MM-dd}: give the earlier one an end, or remove the duplicate code");
            }
        }
    }
}
