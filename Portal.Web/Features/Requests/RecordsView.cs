using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record RecordsForm
{
    [Display(Name = "Whose records?")]
    public Guid? TargetId { get; init; }

    [Display(Name = "Which records?")]
    public DataCategory? Category { get; init; }

    [Display(Name = "From")]
    public string? LocalStart { get; init; }

    [Display(Name = "Until")]
    public string? LocalEnd { get; init; }

    [Display(Name = "Time zone of these times")]
    public string? Zone { get; init; }

    [Display(Name = "Sent or received?")]
    public Direction Direction { get; init; }

    [Display(Name = "Only in this conversation")]
    public string? ConversationId { get; init; }

    public EditDraft.Line ToInput() => new(TargetId, Category, LocalStart, LocalEnd, Zone, Direction, ConversationId);

    /// <summary>Filled in as far as the draft tells: the only account, the officer's zone, the days the order covers.</summary>
    public static RecordsForm For(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var request = draft.Request;
        return new RecordsForm
        {
            TargetId = request.Targets.Count == 1 ? request.Targets[0].Id : null,
            Zone = draft.UsualZone,
            LocalStart = Midnight(request, "authorityFrom", 0),
            // The order's last day counts whole: it ends where the next begins.
            LocalEnd = Midnight(request, "authorityTo", 1),
        };
    }

    private static string? Midnight(LegalRequest request, string key, int daysOn) =>
        DateOnly.TryParseExact(request.OrderFields.GetValueOrDefault(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.AddDays(daysOn).ToString("yyyy-MM-dd'T00:00'", CultureInfo.InvariantCulture)
            : null;
}

public sealed record RecordsView(DraftPage Page, RecordsForm Form)
{
    private LegalRequest Request => Page.Draft.Request;

    public bool HasTargets => Request.Targets.Count > 0;

    public IReadOnlyList<RequestedLine> Lines => [.. Request.Lines.OrderBy(l => l.Number)];

    public IEnumerable<Choice> Targets => Request.Targets.Select(t => new Choice(t.Id.ToString(), t.Label));

    /// <summary>What the instrument reaches can be chosen; the rest says why it cannot, in the rule book's words.</summary>
    public IEnumerable<Choice> Categories => DataCategories.All
        .Select(category => (category, cell: Page.Draft.Rule.Cells[category]))
        .OrderBy(c => !IsAskable(c.cell.Kind))
        .Select(c => IsAskable(c.cell.Kind)
            ? new Choice(c.category.ToString(), DataCategories.Name(c.category), Askable(c.category, c.cell))
            : new Choice(c.category.ToString(), DataCategories.Name(c.category), $"{c.cell.Statement.Words} {c.cell.Statement.Citation}", Disabled: true));

    public IReadOnlyList<Choice> Directions { get; } =
    [
        new(nameof(Direction.Both), "Sent and received"),
        new(nameof(Direction.Sent), "Sent by the account"),
        new(nameof(Direction.Received), "Received by the account"),
    ];

    public RequestTarget TargetOf(RequestedLine line) => Request.Targets.Single(t => t.Id == line.TargetId);

    private static bool IsAskable(VerdictKind kind) => kind is VerdictKind.Compellable or VerdictKind.MayDisclose or VerdictKind.AsOrdered;

    private static string Askable(DataCategory category, RuleCell cell)
    {
        var reading = cell.Kind == VerdictKind.AsOrdered ? " A lawyer reads whether your order reaches it." : "";
        var caution = ConfidenceMarks.MustBeShown(cell.Statement.Mark) ? $" {ConfidenceMarks.Label(cell.Statement.Mark)}." : "";
        return $"{DataCategories.Description(category)}{reading}{caution}";
    }
}

/// <summary>Windows and directions in words, wherever a line is shown.</summary>
internal static class LineWords
{
    public static string Of(Direction direction) => direction switch
    {
        Direction.Sent => "Sent by the account",
        Direction.Received => "Received by the account",
        _ => "Sent and received",
    };

    /// <summary>As the officer wrote it, with its zone.</summary>
    public static string Local(RequestedLine line) => $"{Local(line.LocalStart)} to {Local(line.LocalEnd)}, {line.Zone}";

    public static string Utc(UtcWindow window) => $"{InWords.Exact(window.StartUtc)} to {InWords.Exact(window.EndUtc)}";

    private static string Local(string iso) =>
        DateTime.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) : iso;
}
