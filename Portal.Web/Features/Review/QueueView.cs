using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Core.Desk;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

/// <summary>What the queue's address says. Its keys are those of <see cref="SaveView.Keys"/>, and the cursors of a page.</summary>
public record QueueForm
{
    private const string Down = "-";

    private static readonly (string Key, QueueSort Sort)[] Sorts =
        [("due", QueueSort.Clock), ("received", QueueSort.Received), ("agency", QueueSort.Agency), ("assigned", QueueSort.Assigned)];

    /// <summary>Null where the address names none.</summary>
    public ReviewGroup? Tab { get; init; }

    [Display(Name = "Only mine")]
    public bool Mine { get; init; }

    [Display(Name = "Nobody's")]
    public bool Unassigned { get; init; }

    [Display(Name = "Emergencies only")]
    public bool Emergency { get; init; }

    [Display(Name = "Agency")]
    public Guid? Agency { get; init; }

    [Display(Name = "Instrument")]
    public string? Instrument { get; init; }

    [Display(Name = "Status")]
    public RequestStatus? Status { get; init; }

    /// <summary>Hours; 0 for what is overdue.</summary>
    [Display(Name = "Clock")]
    public int? Due { get; init; }

    /// <summary>Days.</summary>
    [Display(Name = "In its status")]
    public int? Waiting { get; init; }

    [Display(Name = "Wants a look")]
    public QueueFocus? Focus { get; init; }

    [Display(Name = "Reference or number")]
    public string? Q { get; init; }

    /// <summary>A column's key, with "-" before it for descending.</summary>
    public string? Sort { get; init; }

    public string? After { get; init; }

    public string? Before { get; init; }

    /// <summary>Whoever searches looks everywhere; else the queue begins with what is to be checked.</summary>
    public ReviewGroup Group => Tab ?? (string.IsNullOrWhiteSpace(Q) ? ReviewGroup.ToCheck : ReviewGroup.All);

    public ReviewQuestion ToQuestion() => new(Group, Mine, Agency, Instrument, Status, Q, After, Before)
    {
        Unassigned = Unassigned,
        EmergencyOnly = Emergency,
        DueWithinHours = Due,
        WaitingDays = Waiting,
        Focus = Focus,
        Sort = Sorts.FirstOrDefault(s => s.Key == Sort?.TrimStart('-')).Sort,
        Descending = Sort?.StartsWith(Down, StringComparison.Ordinal) == true,
    };

    /// <summary>The same filters in one spelling and order, without a page: what is kept, and by which a kept view is known again.</summary>
    public string Filters => new QueryBuilder(Said()).ToQueryString().Value!.TrimStart('?');

    /// <summary>The address of the queue under a question.</summary>
    public static string AddressOf(ReviewQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var form = new QueueForm
        {
            Tab = question.Group,
            Mine = question.Mine,
            Unassigned = question.Unassigned,
            Emergency = question.EmergencyOnly,
            Due = question.DueWithinHours,
            Focus = question.Focus,
        };
        return $"{ReviewLinks.Queue}?{form.Filters}";
    }

    private IEnumerable<KeyValuePair<string, string>> Said()
    {
        (string Key, string? Value)[] all =
        [
            ("tab", Group.ToString()),
            ("mine", Yes(Mine)),
            ("unassigned", Yes(Unassigned)),
            ("emergency", Yes(Emergency)),
            ("agency", Agency?.ToString()),
            ("instrument", Instrument),
            ("status", Status?.ToString()),
            ("due", Due?.ToString(CultureInfo.InvariantCulture)),
            ("waiting", Waiting?.ToString(CultureInfo.InvariantCulture)),
            ("focus", Focus?.ToString()),
            ("q", Q?.Trim()),
            ("sort", Sorts.Any(s => s.Key == Sort?.TrimStart('-')) ? Sort : null),
        ];
        return all.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));
    }

    private static string? Yes(bool value) => value ? "true" : null;
}

/// <summary>The filters with what they found.</summary>
public sealed record QueueView : QueueForm
{
    private readonly ReviewQueueQuery.Result found;
    private readonly IReadOnlyList<SavedViewLine> views;

    public QueueView(QueueForm form, ReviewQueueQuery.Result found, IReadOnlyList<SavedViewLine> views)
        : base(form)
    {
        this.found = found;
        this.views = views;
    }

    public IReadOnlyList<ReviewQueueLine> Lines => found.Lines;

    public int Overdue => found.Overdue;

    public int DueSoon => found.DueSoon;

    public bool IsOverdue(ReviewQueueLine line) => line.IsOverdueAt(found.AsOf);

    public string? PageBefore => found.Before;

    public string? PageAfter => found.After;

    public bool IsNarrowed => Filters != (this with { Mine = false, Unassigned = false, Emergency = false, Agency = null, Instrument = null, Status = null, Due = null, Waiting = null, Focus = null, Q = null, Tab = Group }).Filters;

    /// <summary>The tabs keep the filters; a status is left behind, because each tab has its own.</summary>
    public IEnumerable<TabLink> Tabs => ReviewGroups.All.Select(group =>
        new TabLink(ReviewGroups.Name(group), With(this with { Tab = group, Status = null }), group == Group, found.Counts[group]));

    public bool HasViews => views.Count > 0;

    public IEnumerable<TabLink> Views => views.Select(v => new TabLink(v.Name, $"{ReviewLinks.Queue}?{v.Filters}", v.Filters == Filters));

    /// <summary>Where these filters get a name.</summary>
    public string SaveHref => $"{ReviewLinks.Views}?filters={Uri.EscapeDataString(Filters)}";

    public bool IsSaved => views.Any(v => v.Filters == Filters);

    /// <summary>The same view, of mine only or of all.</summary>
    public string OtherWhose => With(this with { Mine = !Mine });

    public string OverdueHref => AddressOf(new ReviewQuestion(ReviewGroup.Open) { DueWithinHours = 0 });

    public string DueSoonHref => AddressOf(new ReviewQuestion(ReviewGroup.Open) { DueWithinHours = (int)ReviewQueueQuery.Near.TotalHours });

    public IEnumerable<Choice> Agencies => found.Agencies.Select(a => new Choice(a.Id.ToString(), a.Name));

    public IEnumerable<Choice> Instruments => RuleBooks.All.SelectMany(b => b.Rules).DistinctBy(r => r.Code).Select(r => new Choice(r.Code, r.Name, Group: r.Family));

    public IEnumerable<Choice> Statuses => ReviewGroups.Statuses(Group).Select(s => new Choice(s.ToString(), StaffLook.Words(s)));

    public IEnumerable<Choice> Dues { get; } =
        [new("0", "Overdue"), new("2", "Within 2 hours"), new("8", "Within 8 hours"), new("24", "Within 24 hours"), new("72", "Within 3 days"), new("168", "Within a week")];

    public IEnumerable<Choice> Waits { get; } =
        [new("1", "A day or longer"), new("3", "3 days or longer"), new("7", "A week or longer"), new("14", "2 weeks or longer"), new("30", "30 days or longer")];

    public IEnumerable<Choice> Focuses { get; } = [.. Enum.GetValues<QueueFocus>().Select(f => new Choice(f.ToString(), WordsOf(f)))];

    public string Empty => (IsNarrowed, Group) switch
    {
        (true, _) => "Nothing fits these filters",
        (_, ReviewGroup.ToApprove) => "Nothing waits for a second approval",
        (_, ReviewGroup.Done) => "Nothing is done yet",
        _ => "Nothing waits here",
    };

    private static string WordsOf(QueueFocus focus) => focus switch
    {
        QueueFocus.SecondPerson => "Proposed by a colleague",
        QueueFocus.Unread => "The agency has written",
        QueueFocus.AnswerOverdue => "No answer in time",
        QueueFocus.ScopeReturned => "Scope sent back",
        QueueFocus.BuildStopped => "Building stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(focus)),
    };

    private static string With(QueueView view) => $"{ReviewLinks.Queue}?{view.Filters}";
}
