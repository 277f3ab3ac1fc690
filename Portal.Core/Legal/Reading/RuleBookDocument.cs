namespace Portal.Core.Legal.Reading;

// The file as it is written. Every member may be absent here, so that the reader can name all that is missing at once.

internal sealed record RuleBookDocument(
    string? Version,
    string? Title,
    string? Published,
    string? AppliesFrom,
    string? AppliesUntil,
    IReadOnlyList<string?>? Categories,
    IReadOnlyList<FieldDocument?>? Fields,
    IReadOnlyList<RuleDocument?>? Instruments,
    IReadOnlyList<ReasonDocument?>? Reasons,
    IReadOnlyList<ReasonDocument?>? Article12Grounds,
    IReadOnlyList<ReasonDocument?>? AnnexIIIReasons,
    IReadOnlyList<CounterpartyReasonDocument?>? CounterpartyReasons,
    AppealDocument? Appeal);

internal sealed record CounterpartyReasonDocument(string? Code, string? Name, IReadOnlyList<string?>? For, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record AppealDocument(int? Days, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record FieldDocument(string? Key, string? Kind, string? Label, string? Hint);

internal sealed record RuleDocument(
    string? Code,
    string? Name,
    string? Family,
    bool? EnabledByDefault,
    EffectiveDocument? Effective,
    IReadOnlyList<CitationDocument?>? Citations,
    IssuersDocument? Issuers,
    IssuingStatesDocument? IssuingStates,
    StatementDocument? Reach,
    IReadOnlyDictionary<string, CellDocument?>? Cells,
    IReadOnlyList<ClockDocument?>? Clocks,
    StatementDocument? Hold,
    NoticeDocument? Notice,
    ApproversDocument? Approvers,
    IReadOnlyList<FieldDemandDocument?>? Fields,
    bool? DocumentRequired,
    MinimumDocument? Minimum,
    StatementDocument? Note);

internal sealed record EffectiveDocument(string? From, string? Until, string? Note);

internal sealed record CitationDocument(string? Cite, string? Url);

internal record StatementDocument(string? Words, string? Mark, string? Cite);

internal sealed record IssuersDocument(IReadOnlyList<string?>? Kinds, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record IssuingStatesDocument(IReadOnlyList<string?>? Codes, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record CellDocument(string? Verdict, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record ClockDocument(
    string? Kind,
    string? When,
    string? Term,
    int? Amount,
    string? Unit,
    string? From,
    string? Field,
    bool? Extendable,
    StatementDocument? Pause,
    string? Words,
    string? Mark,
    string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record MinimumDocument(int? Days, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record NoticeDocument(string? Policy, int? Days, string? Words, string? Mark, string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record ApproversDocument(
    int? Count,
    int? CountForContent,
    int? CountForEmergency,
    bool? OneSenior,
    string? Words,
    string? Mark,
    string? Cite)
    : StatementDocument(Words, Mark, Cite);

internal sealed record FieldDemandDocument(string? Key, string? Demand, string? Section);

internal sealed record ReasonDocument(string? Code, string? Name, string? Words, string? Effect, string? Cite);
