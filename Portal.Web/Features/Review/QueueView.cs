using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public record QueueForm
{
    public ReviewGroup Tab { get; init; }

    [Display(Name = "Only mine")]
    public bool Mine { get; init; }

    [Display(Name = "Agency")]
    public Guid? Agency { get; init; }

    [Display(Name = "Instrument")]
    public string? Instrument { get; init; }

    [Display(Name = "Status")]
    public RequestStatus? Status { get; init; }

    [Display(Name = "Reference or number")]
    public string? Q { get; init; }

    public string? After { get; init; }

    public string? Before { get; init; }

    public ReviewQuestion ToQuestion() => new(Tab, Mine, Agency, Instrument, Status, Q, After, Before);
}

/// <summary>The filters with what they found.</summary>
public sealed record QueueView : QueueForm
{
    private readonly ReviewQueueQuery.Result found;
    private readonly string query;

    public QueueView(QueueForm form, ReviewQueueQuery.Result found, string query)
        : base(form)
    {
        this.found = found;
        this.query = query;
    }

    public IReadOnlyList<ReviewQueueLine> Lines => found.Lines;

    public int Overdue => found.Overdue;

    public int DueSoon => found.DueSoon;

    public bool IsOverdue(ReviewQueueLine line) => line.IsOverdueAt(found.AsOf);

    public string? PageBefore => found.Before;

    public string? PageAfter => found.After;

    public bool IsNarrowed => Mine || Agency is not null || Status is not null || !string.IsNullOrEmpty(Instrument) || !string.IsNullOrEmpty(Q);

    /// <summary>The tabs keep the filters; a status is left behind, because each tab has its own.</summary>
    public IEnumerable<TabLink> Tabs => ReviewGroups.All.Select(group =>
        new TabLink(ReviewGroups.Name(group), With(("tab", group.ToString()), ("status", null)), group == Tab, found.Counts[group]));

    /// <summary>The same view, of mine only or of all.</summary>
    public string OtherWhose => With(("mine", Mine ? null : "true"));

    public IEnumerable<Choice> Agencies => found.Agencies.Select(a => new Choice(a.Id.ToString(), a.Name));

    public IEnumerable<Choice> Instruments => RuleBooks.All.SelectMany(b => b.Rules).DistinctBy(r => r.Code).Select(r => new Choice(r.Code, r.Name, Group: r.Family));

    public IEnumerable<Choice> Statuses => ReviewGroups.Statuses(Tab).Select(s => new Choice(s.ToString(), RequestWords.Of(s)));

    public string Empty => (IsNarrowed, Tab) switch
    {
        (true, _) => "Nothing fits these filters",
        (_, ReviewGroup.ToApprove) => "Nothing waits for a second approval",
        (_, ReviewGroup.Done) => "Nothing is done yet",
        _ => "Nothing waits here",
    };

    private string With(params (string Key, string? Value)[] changes)
    {
        var kept = QueryHelpers.ParseQuery(query)
            .Where(pair => pair.Key is not ("after" or "before") && changes.All(c => !string.Equals(c.Key, pair.Key, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));
        var changed = new QueryBuilder(kept);
        foreach (var (key, value) in changes)
        {
            if (value is not null) changed.Add(key, value);
        }
        return ReviewLinks.Queue + changed.ToQueryString();
    }
}
