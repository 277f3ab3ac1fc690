using System.Collections.Immutable;

namespace Portal.Core.Agencies;

public enum AgencyStatus
{
    Applied,
    Active,
    Suspended,
}

/// <summary>A vetted agency of the register. Its telephone is the one it publishes, never one a request names.</summary>
public sealed class Agency
{
    private Agency()
    {
    }

    public Agency(string name, string country, string level, string address, string telephone, string telephoneSource, IEnumerable<string> domains, string zone, AgencyStatus status)
    {
        Id = Guid.CreateVersion7();
        Name = name;
        Country = country;
        Level = level;
        Address = address;
        PublishedTelephone = telephone;
        TelephoneSource = telephoneSource;
        OfficialDomains = [.. domains];
        Zone = zone;
        Status = status;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; private set; } = "";

    /// <summary>Federal, state, county, municipal …</summary>
    public string Level { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string PublishedTelephone { get; private set; } = "";

    /// <summary>Where the number was taken from, so that another person can look it up again.</summary>
    public string TelephoneSource { get; private set; } = "";

    public ImmutableArray<string> OfficialDomains { get; private set; } = [];

    /// <summary>IANA zone: its calendar days are counted there, and its forms start with it.</summary>
    public string Zone { get; private set; } = "UTC";

    public AgencyStatus Status { get; private set; }

    /// <summary>Since when legal process owed after an emergency has not come, UTC; null where nothing is held against the agency.</summary>
    public DateTimeOffset? FlaggedSince { get; private set; }

    internal void Flag(DateTimeOffset now) => FlaggedSince ??= now;

    internal void ClearFlag() => FlaggedSince = null;
}
