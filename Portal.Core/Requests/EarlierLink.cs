using Portal.Core.Access;

namespace Portal.Core.Requests;

/// <summary>What a request is to an earlier one.</summary>
public enum EarlierLinkKind
{
    /// <summary>The officer knows of the earlier one, and says why this one is filed all the same.</summary>
    Known,

    /// <summary>This one is to take the earlier one's place: asked by the agency until the legal staff act on it.</summary>
    Replaces,

    /// <summary>The legal staff have looked and found that it is no duplicate. It is theirs to know.</summary>
    NotDuplicate,

    /// <summary>Asks for more under the same order.</summary>
    FollowsUp,

    /// <summary>Asks again for what an earlier decision withheld.</summary>
    Appeals,
}

/// <summary>Ties a request to an earlier one, seen from both.</summary>
public sealed class EarlierLink
{
    private EarlierLink()
    {
    }

    internal EarlierLink(Guid requestId, Guid earlierId, EarlierLinkKind kind, string words, Actor by, DateTimeOffset at)
    {
        RequestId = requestId;
        EarlierId = earlierId;
        Kind = kind;
        Say(words, by, at);
    }

    public Guid RequestId { get; private set; }

    public Guid EarlierId { get; private set; }

    public EarlierLinkKind Kind { get; private set; }

    public string Words { get; private set; } = "";

    public Guid ById { get; private set; }

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>When the legal staff acted on it, UTC; null while they have not, and where nothing is to be done.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    internal void Say(string words, Actor by, DateTimeOffset at)
    {
        Words = words;
        ById = by.PersonId;
        ByName = by.Name;
        At = at;
    }

    internal void Done(DateTimeOffset at) => DoneAt = at;

    /// <summary>Whether the agency may read it.</summary>
    public bool IsForAgency => Kind != EarlierLinkKind.NotDuplicate;

    public static string Of(EarlierLinkKind kind) => kind switch
    {
        EarlierLinkKind.Known => "Filed beside",
        EarlierLinkKind.Replaces => "Replaces",
        EarlierLinkKind.NotDuplicate => "No duplicate of",
        EarlierLinkKind.FollowsUp => "Follows up",
        EarlierLinkKind.Appeals => "Appeals what was withheld in",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
