using Portal.Core.Access;

namespace Portal.Core.Correspondence;

/// <summary>A note of the legal staff on a request, for colleagues. The agency never sees it.</summary>
public sealed class RequestNote
{
    private RequestNote()
    {
    }

    internal RequestNote(Guid requestId, string text, Actor by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        RequestId = requestId;
        Text = text;
        ById = by.PersonId;
        ByName = by.Name;
        At = at;
    }

    public const int Longest = 4000;

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public string Text { get; private set; } = "";

    public Guid ById { get; private set; }

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
