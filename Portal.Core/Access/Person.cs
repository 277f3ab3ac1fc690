using System.Collections.Immutable;

namespace Portal.Core.Access;

/// <summary>Somebody who can sign in: an agency's officer or supervisor, or staff.</summary>
public sealed class Person
{
    private Person()
    {
    }

    public Person(string email, string name, string post, IEnumerable<Role> roles, Guid? agencyId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        Id = Guid.CreateVersion7();
        Email = email;
        NormalizedEmail = Normalize(email);
        Name = name;
        Post = post;
        Roles = [.. roles];
        AgencyId = agencyId;
    }

    public Guid Id { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>Upper-case invariant: the three database servers do not agree on case.</summary>
    public string NormalizedEmail { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Rank or job title, as it stands under a signature.</summary>
    public string Post { get; private set; } = "";

    public ImmutableArray<Role> Roles { get; private set; } = [];

    public Guid? AgencyId { get; private set; }

    public string? PasswordHash { get; set; }

    public string SecurityStamp { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>The TOTP key, wrapped by the key vault; never in the clear in the database.</summary>
    public byte[]? TotpKeyWrapped { get; set; }

    /// <summary>The last 30 s time step whose code was accepted: a code works once.</summary>
    public long LastTotpStep { get; set; }

    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    public bool Suspended { get; set; }

    public Guid Version { get; set; } = Guid.NewGuid();

    public Actor ActingFrom(string origin) => new(Id, Name, Roles, AgencyId, origin);

    public static string Normalize(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().ToUpperInvariant();
    }
}
