using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Legal.Reading;

namespace Portal.Core.Legal;

/// <summary>One edition of the law as data: immutable, complete, with a citation beside every statement.</summary>
public sealed class RuleBook
{
    private readonly ImmutableDictionary<string, ImmutableArray<LegalRule>> _rows;
    private readonly ImmutableDictionary<string, RefusalReason> _reasons;

    internal RuleBook(
        string version,
        string title,
        DateOnly appliesFrom,
        DateOnly? appliesUntil,
        string sha256,
        ImmutableArray<LegalRule> rules,
        ImmutableArray<FieldDefinition> fields,
        ImmutableArray<RefusalReason> reasons,
        ImmutableArray<EuReason> article12Grounds,
        ImmutableArray<EuReason> annexIIIReasons)
    {
        Version = version;
        Title = title;
        AppliesFrom = appliesFrom;
        AppliesUntil = appliesUntil;
        Sha256 = sha256;
        Rules = rules;
        Fields = fields;
        Reasons = reasons;
        Article12Grounds = article12Grounds;
        AnnexIIIReasons = annexIIIReasons;
        Instruments = [.. rules.Select(r => r.Code).Distinct(StringComparer.Ordinal)];
        _rows = rules.GroupBy(r => r.Code, StringComparer.Ordinal)
            .ToImmutableDictionary(g => g.Key, g => g.OrderBy(r => r.EffectiveFrom).ToImmutableArray(), StringComparer.Ordinal);
        _reasons = reasons.ToImmutableDictionary(r => r.Code, StringComparer.Ordinal);
    }

    /// <summary>The edition, such as <c>2026-11</c>. A request keeps the version it was judged by.</summary>
    public string Version { get; }

    public string Title { get; }

    /// <summary>The first day of receipt whose requests this edition judges.</summary>
    public DateOnly AppliesFrom { get; }

    /// <summary>The first day of receipt whose requests it no longer judges; null for the newest edition.</summary>
    public DateOnly? AppliesUntil { get; }

    /// <summary>SHA-256 of the edition's JSON as UTF-8, 64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    /// <summary>Every row, in the order of the file. An instrument whose law changed has several.</summary>
    public ImmutableArray<LegalRule> Rules { get; }

    /// <summary>The instruments' codes, each once, in the order of the file.</summary>
    public ImmutableArray<string> Instruments { get; }

    public ImmutableArray<FieldDefinition> Fields { get; }

    /// <summary>What legal staff pick from to refuse or narrow, and what the transparency report counts.</summary>
    public ImmutableArray<RefusalReason> Reasons { get; }

    /// <summary>Grounds that the enforcing authority raises: Regulation (EU) 2023/1543, Art. 12.</summary>
    public ImmutableArray<EuReason> Article12Grounds { get; }

    /// <summary>Reasons that the provider raises: Regulation (EU) 2023/1543, Annex III.</summary>
    public ImmutableArray<EuReason> AnnexIIIReasons { get; }

    /// <summary>Why the messages of an account's counterparties are disclosed or not. Empty in editions that do not ask.</summary>
    public ImmutableArray<CounterpartyReason> CounterpartyReasons { get; internal init; } = [];

    /// <summary>How a decision can be appealed; null in editions that do not say.</summary>
    public AppealRule? Appeal { get; internal init; }

    /// <summary>Reads and checks an edition.</summary>
    /// <exception cref="RuleBookInvalidException">Anything is missing, contradictory or unknown; the exception lists all of it.</exception>
    public static RuleBook Load(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        return RuleBookReader.Read(json, sha256);
    }

    /// <summary>The row of an instrument in effect on a day.</summary>
    /// <exception cref="UnknownInstrumentException">The edition does not know the instrument, or no row of it is in effect.</exception>
    public LegalRule Rule(string instrument, DateOnly on) =>
        FindRule(instrument, on)
        ?? throw new UnknownInstrumentException($"“{instrument}” was not in effect on {Day(on)}, says rule book {Version}.");

    /// <summary>The row of an instrument in effect on a day, or null if none was.</summary>
    /// <exception cref="UnknownInstrumentException">The edition does not know the instrument at all.</exception>
    public LegalRule? FindRule(string instrument, DateOnly on) => RowsOf(instrument).FirstOrDefault(r => r.IsInEffect(on));

    /// <summary>The rows in effect on a day, in the order of the file.</summary>
    public IEnumerable<LegalRule> RulesInEffect(DateOnly on) => Rules.Where(r => r.IsInEffect(on));

    /// <summary>The reason of a code.</summary>
    /// <exception cref="KeyNotFoundException">The edition has no such reason.</exception>
    public RefusalReason Reason(string code) =>
        _reasons.TryGetValue(code, out var reason)
            ? reason
            : throw new KeyNotFoundException($"Rule book {Version} has no reason “{code}”.");

    /// <summary>
    /// What the instrument does for the category when this kind of issuer issued it, on this day.
    /// An instrument that does not reach the category says so before the issuer is looked at.
    /// </summary>
    /// <exception cref="UnknownInstrumentException">The edition does not know the instrument.</exception>
    public RuleVerdict Verdict(string instrument, DataCategory category, IssuerKind issuerKind, DateOnly onDate)
    {
        var rule = FindRule(instrument, onDate);
        if (rule is null)
            return NotInEffect(RowsOf(instrument), category, onDate);

        var cell = rule.Cells[category];
        var grants = cell.Kind is VerdictKind.Compellable or VerdictKind.MayDisclose or VerdictKind.AsOrdered or VerdictKind.PreserveOnly;
        if (!grants || rule.Issuers.Contains(issuerKind))
            return new RuleVerdict(cell.Kind, category, cell.Statement.Words, cell.Statement.Citation, cell.Statement.Mark, rule);

        var issuers = rule.IssuerStatement;
        var sentence = $"This instrument cannot come from {IssuerKinds.Name(issuerKind)}. {issuers.Words}";
        return new RuleVerdict(VerdictKind.WrongIssuer, category, sentence, issuers.Citation, issuers.Mark, rule);
    }

    private static RuleVerdict NotInEffect(ImmutableArray<LegalRule> rows, DataCategory category, DateOnly on)
    {
        // The nearest row explains best: the first one yet to come, or else the last that has ended.
        var nearest = rows.FirstOrDefault(r => r.EffectiveFrom > on) ?? rows[^1];
        var when = on < nearest.EffectiveFrom
            ? $"It is in effect from {Day(nearest.EffectiveFrom)}."
            : $"It was in effect until {Day(nearest.EffectiveUntil!.Value.AddDays(-1))}.";
        return new RuleVerdict(
            VerdictKind.NotInEffect,
            category,
            $"{nearest.Name} was not in effect on {Day(on)}. {when}",
            nearest.EffectiveNote,
            nearest.Reach.Mark,
            nearest);
    }

    private ImmutableArray<LegalRule> RowsOf(string instrument) =>
        _rows.TryGetValue(instrument ?? "", out var rows)
            ? rows
            : throw new UnknownInstrumentException($"Rule book {Version} has no instrument “{instrument}”.");

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
