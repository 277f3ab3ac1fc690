using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Access;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Notices;
using Portal.Core.Requests.Clocks;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

/// <summary>
/// What the rule book says of a request: the fields it must fill, what its instrument reaches, who approves, which clock runs.
/// It holds no law of its own; every answer is read from the edition the request is judged by.
/// </summary>
public sealed class RequestLaw(TimeProvider clock)
{
    /// <summary>The key under which a request keeps who issued its order.</summary>
    public const string IssuerKey = "issuerKind";

    /// <summary>What an emergency request is made under.</summary>
    internal const string EmergencyInstrument = "US_EDR";

    internal const string EmergencyGroundsKey = "emergencyGrounds";

    /// <summary>The edition for a request: the one it was submitted under, or the current one for a draft.</summary>
    public RuleBook BookOf(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.RuleBookVersion is { } version ? RuleBooks.Version(version) : Current;
    }

    /// <summary>The row for a request, as it was when the request was received.</summary>
    public LegalRule RuleOf(LegalRequest request) => BookOf(request).Rule(request.Instrument, ReceivedOn(request));

    /// <summary>The instruments an agency may file a request under today. Preservation and non-disclosure orders have desks of their own.</summary>
    public IEnumerable<LegalRule> Offered() =>
        Current.RulesInEffect(Today).Where(r => r.EnabledByDefault && r.Cells.Values.Any(c => c.Kind is VerdictKind.Compellable or VerdictKind.MayDisclose or VerdictKind.AsOrdered || AuthorityLaw.IsRoutedToModeration(r)));

    /// <summary>The row under which an emergency is filed today.</summary>
    public LegalRule EmergencyRule() => Current.Rule(EmergencyInstrument, Today);

    public string CurrentVersion(DateTimeOffset now) => RuleBooks.Current(DateOnly.FromDateTime(now.UtcDateTime)).Version;

    /// <exception cref="RuleViolation">No instrument, or one that is not offered.</exception>
    public string DemandInstrument(string? instrument) =>
        Offered().FirstOrDefault(r => r.Code == instrument)?.Code
        ?? throw (Current.RulesInEffect(Today).FirstOrDefault(r => r.Code == instrument) is { } rule && AuthorityLaw.OnlyPreserves(rule)
            ? new RuleViolation("instrument.preserves", $"{rule.Name}: it keeps records and discloses none. Ask for it under Preservation, and file the production order here when you hold one.", "Instrument")
            : new RuleViolation("instrument.unknown", "Choose the legal instrument that you hold.", "Instrument"));

    /// <summary>What the instrument does for a category, with its citation.</summary>
    public RuleVerdict Verdict(LegalRequest request, DataCategory category) =>
        BookOf(request).Verdict(request.Instrument, category, IssuerOf(request) ?? RuleOf(request).Issuers[0], ReceivedOn(request));

    public bool MayDisclose(LegalRequest request, DataCategory category)
    {
        var verdict = Verdict(request, category);
        return verdict.AllowsDisclosure || verdict.NeedsReading;
    }

    /// <exception cref="RuleViolation">The instrument cannot reach the category, whoever issued it.</exception>
    public void DemandAskable(string instrument, DataCategory category, string field)
    {
        var cell = Current.Rule(instrument, Today).Cells[category];
        if (cell.Kind is VerdictKind.Compellable or VerdictKind.MayDisclose or VerdictKind.AsOrdered) return;
        throw new RuleViolation("category.not-compellable", $"{cell.Statement.Words} ({cell.Statement.Citation})", field);
    }

    /// <summary>Reads what was typed into the fields of an instrument: trimmed, dates as ISO 8601, unknown keys left out.</summary>
    /// <exception cref="RuleViolation">With every date that is none and every choice that is not offered.</exception>
    public ImmutableSortedDictionary<string, string> ReadFields(string instrument, IReadOnlyDictionary<string, string?> typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var rule = Current.Rule(instrument, Today);
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var problems = new List<RuleViolation>();
        foreach (var field in rule.Fields)
        {
            if (typed.GetValueOrDefault(field.Key)?.Trim() is not { Length: > 0 } value) continue;
            if (field.Definition.Kind == FieldKind.Date && !IsDay(value))
                problems.Add(new RuleViolation("field.date", $"Enter {field.Definition.Label.ToLowerInvariant()} as a day between {OrderYears.Earliest} and {OrderYears.Latest}, like 27 3 2026. Leave it empty where the order names none.", field.Key));
            else if (field.Definition.Kind == FieldKind.Url && !(Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
                problems.Add(new RuleViolation("field.url", $"Enter {field.Definition.Label.ToLowerInvariant()} whole, beginning with https:// or http://.", field.Key));
            else if (value.Length > LongestOf(field.Definition.Kind))
                problems.Add(new RuleViolation("field.long", $"{field.Definition.Label} is too long. Shorten it, and attach the rest as a document.", field.Key));
            else
                read[field.Key] = value;
        }
        if (typed.GetValueOrDefault(IssuerKey)?.Trim() is { Length: > 0 } issuer)
        {
            if (Enum.TryParse<IssuerKind>(issuer, out var kind) && Enum.IsDefined(kind)) read[IssuerKey] = kind.ToString();
            else problems.Add(new RuleViolation("field.issuer", "Choose who issued the order.", IssuerKey));
        }
        if (problems.Count > 0) throw RuleViolation.Of(problems);
        return read.ToImmutable();
    }

    /// <summary>What the rule book demands of the order's details and the request does not yet say, or says wrongly.</summary>
    public IEnumerable<RuleViolation> FieldProblems(LegalRequest request)
    {
        var rule = RuleOf(request);
        if (IssuerOf(request) is not { } issuer)
            yield return new RuleViolation("field.issuer", "Choose who issued the order.", IssuerKey);
        else if (!rule.Issuers.Contains(issuer))
            yield return new RuleViolation("issuer.wrong", $"This instrument cannot come from {IssuerKinds.Name(issuer)}. {rule.IssuerStatement.Words}", IssuerKey);
        foreach (var field in rule.Fields.Where(f => f.IsRequired(IsEmergency(request), IssuerOf(request) ?? rule.Issuers[0])))
        {
            var given = request.OrderFields.GetValueOrDefault(field.Key);
            if (given is null)
                yield return new RuleViolation("field.missing", MissingOf(field.Definition), field.Key);
            else if (field.Key == "sworn" && given != "yes")
                yield return new RuleViolation("field.not-sworn", "An emergency request has to be sworn. Confirm the statement, or file under another instrument.", field.Key);
        }
        foreach (var problem in CertificateCheck.Problems(rule, request)) yield return problem;
        var today = Today;
        if (DateOf(request, "dateSigned") > today)
            yield return new RuleViolation("order.future", "The order cannot have been signed in the future. Correct the date signed.", "dateSigned");
        if (DateOf(request, "authorityFrom") is { } from && DateOf(request, "authorityTo") is { } to && from > to)
            yield return new RuleViolation("authority.reversed", "The authority ends before it begins. Correct one of the two dates.", "authorityTo");
        foreach (var problem in NonDisclosureClaim.Problems(request, rule, today)) yield return problem;
    }

    /// <summary>The same of an order that is no request of its own, such as a preservation: its row, and what was read into its fields.</summary>
    public IEnumerable<RuleViolation> FieldProblems(LegalRule rule, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(fields);
        IssuerKind? issuer = fields.TryGetValue(IssuerKey, out var stored) ? Enum.Parse<IssuerKind>(stored) : rule.Issuers is [var only] ? only : null;
        if (issuer is null)
            yield return new RuleViolation("field.issuer", "Choose who issued the order.", IssuerKey);
        else if (!rule.Issuers.Contains(issuer.Value))
            yield return new RuleViolation("issuer.wrong", $"This instrument cannot come from {IssuerKinds.Name(issuer.Value)}. {rule.IssuerStatement.Words}", IssuerKey);
        foreach (var field in rule.Fields.Where(f => f.IsRequired(emergency: false, issuer ?? rule.Issuers[0]) && !fields.ContainsKey(f.Key)))
            yield return new RuleViolation("field.missing", MissingOf(field.Definition), field.Key);
        if (DateIn(fields, "dateSigned") > Today)
            yield return new RuleViolation("order.future", "The order cannot have been signed in the future. Correct the date signed.", "dateSigned");
        if (DateIn(fields, "authorityFrom") is { } from && DateIn(fields, "authorityTo") is { } to && from > to)
            yield return new RuleViolation("authority.reversed", "The authority ends before it begins. Correct one of the two dates.", "authorityTo");
    }

    /// <summary>What is wrong with a line by now: a window in the future, or a category out of reach.</summary>
    public IEnumerable<RuleViolation> LineProblems(LegalRequest request, RequestedLine line, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.EndUtc > now)
            yield return new RuleViolation("window.future", $"Line {line.LineId} asks for records of the future. End it by now at the latest.", "records");
        if (!MayDisclose(request, line.Category))
            yield return new RuleViolation("category.not-compellable", $"Line {line.LineId}: {Verdict(request, line.Category).Sentence}", "records");
    }

    /// <summary>What does not stop a request but is raised, to the officer before sending and to the reviewer after.</summary>
    public IEnumerable<string> Raised(LegalRequest request, RequestedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (Authority(request, line.Zone) is { } authority && !authority.Contains(line.Window))
            yield return $"Line {line.LineId} goes beyond the days the order covers ({OrderDays(request)}).";
        if (RuleOf(request).Minimum is { } minimum && line.Window.StartUtc < (request.SubmittedAt ?? clock.GetUtcNow()).AddDays(-minimum.Days))
            yield return $"Line {line.LineId} begins more than {minimum.Days} days before the request. {minimum.Statement.Words}";
    }

    /// <summary>The days the order covers, in a zone, its last day counted whole; null where it names none.</summary>
    public UtcWindow? Authority(LegalRequest request, string zone)
    {
        if (DateOf(request, "authorityFrom") is not { } from || DateOf(request, "authorityTo") is not { } to || from > to) return null;
        var days = new LocalWindow(from.ToDateTime(TimeOnly.MinValue), to.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);
        return days.Resolve(new WindowLimits(DateTimeOffset.MaxValue)).Window;
    }

    /// <summary>Reads a window as an officer writes it: local times in a zone, to UTC, half-open.</summary>
    /// <exception cref="RuleViolation">With every field that is wrong and its mend.</exception>
    public WindowResolution ReadWindow(string? localStart, string? localEnd, string? zone)
    {
        var problems = new List<RuleViolation>();
        var start = ReadLocal(localStart, "start", "LocalStart", problems);
        var end = ReadLocal(localEnd, "end", "LocalEnd", problems);
        if (string.IsNullOrWhiteSpace(zone))
            problems.Add(new RuleViolation("window.zone", "Choose the time zone that the order's times are in, like America/Los_Angeles.", "Zone"));
        if (problems.Count > 0) throw RuleViolation.Of(problems);
        var read = new LocalWindow(start!.Value, end!.Value, zone!.Trim()).Resolve(new WindowLimits(clock.GetUtcNow()));
        problems.AddRange(read.Problems.Where(p => p.Blocks).Select(p => new RuleViolation(CodeOf(p.Kind), p.Message, FieldOf(p.Field))));
        return problems.Count > 0 ? throw RuleViolation.Of(problems) : read;
    }

    /// <summary>What was decided about a line's times without asking: a local time that was skipped or happened twice. To be shown where they were written.</summary>
    public static IEnumerable<string> WindowNotes(RequestedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return DateTime.TryParse(line.LocalStart, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) && DateTime.TryParse(line.LocalEnd, CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            ? new LocalWindow(start, end, line.Zone).Resolve(new WindowLimits(DateTimeOffset.MaxValue)).Notes.Select(n => n.Message)
            : [];
    }

    /// <summary>Why the counterparties of a line's messages may be disclosed, or cut out: the reasons a reviewer picks from. None before the edition that brought them.</summary>
    public ImmutableArray<CounterpartyReason> CounterpartyReasons(LegalRequest request) => BookOf(request).CounterpartyReasons;

    /// <summary>Within which time a decision of today can be appealed.</summary>
    public AppealRule? Appeals => Current.Appeal;

    /// <summary>Every clock of every law the request is judged by, each worked out step by step; the earliest of a kind counts.</summary>
    /// <param name="history">What really happened; null where only what the request itself knows is needed.</param>
    public RequestClocks Clocks(LegalRequest request, ClockHistory? history = null) =>
        RequestClockwork.Of(this, request, history ?? new ClockHistory(clock.GetUtcNow()));

    /// <summary>Whether a clock that runs now would stand still if the agency were asked.</summary>
    public bool StandsStillIfAsked(LegalRequest request) =>
        RequestClockwork.Of(this, request, new ClockHistory(clock.GetUtcNow()) { Asking = true }).All.Any(c => c.Standing == ClockStanding.Paused);

    public bool IsEmergency(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Instrument == EmergencyInstrument || request.OrderFields.ContainsKey(EmergencyGroundsKey);
    }

    public bool NeedsCoSignature(LegalRequest request) => IsEmergency(request) && request.Instrument == EmergencyInstrument;

    /// <summary>Reasons that may stand beside a cut.</summary>
    public IEnumerable<RefusalReason> CutReasons(LegalRequest request) => BookOf(request).Reasons.Where(r => r.MayNarrow);

    public bool IsCutReason(LegalRequest request, string code) => CutReasons(request).Any(r => r.Code == code);

    /// <param name="proposer">The roles of the person who proposed: the first of the two.</param>
    /// <exception cref="RuleViolation">The rule book asks for a senior one among the two, or the approver is on call and this is no emergency.</exception>
    public void DemandApprover(LegalRequest request, Actor approver, IReadOnlyCollection<Role> proposer)
    {
        ArgumentNullException.ThrowIfNull(approver);
        ArgumentNullException.ThrowIfNull(proposer);
        if (RuleOf(request).Approvers.OneSenior && !approver.Roles.Contains(Role.LegalApprover) && !proposer.Contains(Role.LegalApprover))
            throw new RuleViolation("approver.not-senior", "One of the two approvers has to be senior. Ask a legal approver to decide.");
        if (!IsEmergency(request) && !approver.Roles.Contains(Role.LegalApprover))
            throw new RuleViolation("approver.on-call", "The emergency on-call decides emergencies only. Ask a legal approver to decide this request.");
    }

    /// <summary>A hold that the rule book puts between approval and extraction, or null.</summary>
    public (RequestAction Action, string Why)? HoldAfterApproval(LegalRequest request)
    {
        var rule = RuleOf(request);
        if (rule.Hold is not { } hold || rule.Clocks.All(c => c.Kind != ClockKind.Hold || !c.Runs(IsEmergency(request)))) return null;
        return AuthorityLaw.IsSpared(request) ? null : (RequestAction.HoldForAuthority, hold.Words);
    }

    /// <summary>The law that a scope rests on: the instrument's citations and those of each category it lets out.</summary>
    public ImmutableArray<string> CitationsFor(LegalRequest request, ImmutableArray<ScopeLine> lines) =>
    [
        .. RuleOf(request).Citations.Select(c => c.Cite)
            .Concat(lines.Select(l => l.Authorised()).OfType<RecordSelector>().Select(s => Verdict(request, s.Category).Citation))
            .Distinct(StringComparer.Ordinal),
    ];

    public IssuerKind? IssuerOf(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.OrderFields.TryGetValue(IssuerKey, out var stored)) return Enum.Parse<IssuerKind>(stored);
        // Where the instrument knows one kind of issuer only, there is nothing to ask.
        return RuleOf(request).Issuers is [var only] ? only : null;
    }

    internal static DateOnly? DateOf(LegalRequest request, string key) => DateIn(request.OrderFields, key);

    private static DateOnly? DateIn(IReadOnlyDictionary<string, string> fields, string key) =>
        fields.TryGetValue(key, out var iso) ? DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    internal DateTimeOffset Now => clock.GetUtcNow();

    private RuleBook Current => RuleBooks.Current(Today);

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    internal DateOnly ReceivedOn(LegalRequest request) => DateOnly.FromDateTime((request.SubmittedAt ?? clock.GetUtcNow()).UtcDateTime);

    private static DateTime? ReadLocal(string? typed, string name, string field, List<RuleViolation> problems)
    {
        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];
        if (DateTime.TryParseExact(typed?.Trim(), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return local;
        problems.Add(new RuleViolation("window.time", $"Enter the {name} as a date and time between {OrderYears.Earliest} and {OrderYears.Latest}, like 2026-03-27T14:05.", field));
        return null;
    }

    private static bool IsDay(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && OrderYears.Holds(day);

    private static string CodeOf(WindowProblemKind kind) => kind switch
    {
        WindowProblemKind.UnknownZone => "window.zone",
        WindowProblemKind.StartNotBeforeEnd => "window.reversed",
        WindowProblemKind.EndInFuture => "window.future",
        WindowProblemKind.AmbiguousTime => "window.ambiguous",
        WindowProblemKind.OutrunsAuthority => "window.outruns-authority",
        WindowProblemKind.TooOld => "window.too-old",
        WindowProblemKind.YearOutOfReach => "window.time",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string FieldOf(string field) => field switch
    {
        LocalWindow.StartField => "LocalStart",
        LocalWindow.EndField => "LocalEnd",
        _ => "Zone",
    };

    private static string OrderDays(LegalRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateOf(request, "authorityFrom"):d MMMM yyyy} to {DateOf(request, "authorityTo"):d MMMM yyyy}");

    private static int LongestOf(FieldKind kind) => kind switch
    {
        FieldKind.LongText => 4000,
        FieldKind.Url => ModerationReferral.LongestUrl,
        _ => 300,
    };

    private static string MissingOf(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Date => $"Enter {field.Label.ToLowerInvariant()}, like 27 3 2026.",
        FieldKind.YesNo => $"Answer “{field.Label}”.",
        _ => $"Enter {field.Label.ToLowerInvariant()}. {field.Hint}.",
    };
}
