using Portal.Core.Access;

namespace Portal.Core.Desk;

/// <summary>Filters of the queue that a person keeps under a name.</summary>
public sealed class SavedView
{
    public const int LongestName = 40;

    public const int LongestFilters = 1000;

    private SavedView()
    {
    }

    internal SavedView(Actor owner, string name, string filters, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        PersonId = owner.PersonId;
        Filters = filters;
        CreatedAt = now;
        Rename(name);
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Upper-case invariant: the database servers do not agree on case.</summary>
    public string NormalizedName { get; private set; } = "";

    /// <summary>As they stand in the queue's address, behind the question mark.</summary>
    public string Filters { get; private set; } = "";

    /// <summary>The queue opens on it. One of a person's at most.</summary>
    public bool IsDefault { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    internal static string Normalize(string name) => name.Trim().ToUpperInvariant();

    internal void Rename(string name)
    {
        Name = name.Trim();
        NormalizedName = Normalize(name);
        Version = Guid.NewGuid();
    }

    internal void MakeDefault(bool yes)
    {
        IsDefault = yes;
        Version = Guid.NewGuid();
    }
}
