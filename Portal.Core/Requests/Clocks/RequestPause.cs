namespace Portal.Core.Requests.Clocks;

/// <summary>A time in which the agency owed us an answer, opened and closed by <see cref="LegalRequest.Apply"/>.</summary>
public sealed class RequestPause
{
    private RequestPause()
    {
    }

    internal RequestPause(DateTimeOffset from, string question)
    {
        Id = Guid.CreateVersion7(from);
        From = from;
        Question = question;
    }

    public Guid Id { get; private set; }

    /// <summary>When we asked, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>When the request went on, UTC; null while we wait.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Why: what we asked.</summary>
    public string Question { get; private set; } = "";

    /// <summary>Seconds left to respond when that clock stopped; null where it runs on, or where none runs.</summary>
    public long? SecondsLeft { get; private set; }

    internal void End(DateTimeOffset at) => Until = at > From ? at : From;

    internal void Keep(TimeSpan? left) => SecondsLeft = left is { } span ? (long)span.TotalSeconds : null;
}
