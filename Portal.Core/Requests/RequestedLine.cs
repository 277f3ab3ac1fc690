using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

/// <summary>One thing the order asks for: of one target, one category, over one window.</summary>
public sealed class RequestedLine
{
    private RequestedLine()
    {
    }

    public RequestedLine(int number, Guid targetId, DataCategory category, string localStart, string localEnd, string zone, UtcWindow window, Direction direction, string? conversationId)
    {
        Id = Guid.CreateVersion7();
        Number = number;
        TargetId = targetId;
        Category = category;
        LocalStart = localStart;
        LocalEnd = localEnd;
        Zone = zone;
        StartUtc = window.StartUtc;
        EndUtc = window.EndUtc;
        Direction = direction;
        ConversationId = conversationId;
    }

    public Guid Id { get; private set; }

    public int Number { get; private set; }

    public Guid TargetId { get; private set; }

    public DataCategory Category { get; private set; }

    /// <summary>As the officer wrote it: ISO 8601 local date and time, without an offset.</summary>
    public string LocalStart { get; private set; } = "";

    /// <summary>As the officer wrote it; the first moment that is no longer inside.</summary>
    public string LocalEnd { get; private set; } = "";

    /// <summary>IANA zone of <see cref="LocalStart"/> and <see cref="LocalEnd"/>.</summary>
    public string Zone { get; private set; } = "";

    public DateTimeOffset StartUtc { get; private set; }

    public DateTimeOffset EndUtc { get; private set; }

    public Direction Direction { get; private set; }

    /// <summary>Where the order limits an account's messages to one conversation.</summary>
    public string? ConversationId { get; private set; }

    public UtcWindow Window => new(StartUtc, EndUtc);

    /// <summary>The line's name in the scope, in every record and in the withheld log.</summary>
    public string LineId => $"L{Number}";

    /// <summary>The line as something the archive can count, or null while the target is not resolved.</summary>
    public RecordSelector? SelectorFor(RequestTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.ResolvedId is not { } id) return null;
        return target.IsConversation
            ? RecordSelector.For(null, id, Category, Window)
            : RecordSelector.For(id, ConversationId, Category, Window, Direction);
    }
}
